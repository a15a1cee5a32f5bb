"""Two sets of colours, the palette and the short style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from camviewer.gui.outlined import Outlined

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BODY_PX = 13
CAPTION_PX = 11
CONTROL_PX = 28
PADDING_PX = 12
AMBER = QPalette.ColorRole.LinkVisited
"""Where the palette keeps the colour of warnings: Qt has no role of its own for it."""


@dataclass(frozen=True)
class Colours:
    """One theme; every text colour keeps 4.5:1 on every surface that it may stand on.

    Attributes
    ----------
    window, panel, raised
        Surfaces, from the back to the front.
    border
        Lines between them.
    text, secondary, disabled
        Writing, from strong to faint; disabled is exempt from the contrast rule.
    accent, on_accent
        The one colour for what to do next, and writing on it.
    amber, error
        Warnings and errors, as writing.
    """

    window: str
    panel: str
    raised: str
    border: str
    text: str
    secondary: str
    disabled: str
    accent: str
    on_accent: str
    amber: str
    error: str


DARK = Colours(
    window="#111418",
    panel="#171B21",
    raised="#232933",
    border="#323A46",
    text="#E6E9EE",
    secondary="#98A2B3",
    disabled="#667085",
    accent="#4DA3FF",
    on_accent="#0B1118",
    amber="#F2B84B",
    error="#FF8A80",
)
LIGHT = Colours(
    window="#F4F6F8",
    panel="#FAFBFC",
    raised="#FFFFFF",
    border="#CDD3DB",
    text="#171B21",
    secondary="#515B69",
    disabled="#98A2B3",
    accent="#1F6FD6",
    on_accent="#FFFFFF",
    amber="#855000",
    error="#B3261E",
)
THEMES = {"dark": DARK, "light": LIGHT}
CONTRAST_DARK = Colours(
    window="#000000",
    panel="#000000",
    raised="#101010",
    border="#FFFFFF",
    text="#FFFFFF",
    secondary="#FFFFFF",
    disabled="#B0B0B0",
    accent="#FFE600",
    on_accent="#000000",
    amber="#FFC27A",
    error="#FFB0A8",
)
CONTRAST_LIGHT = Colours(
    window="#FFFFFF",
    panel="#FFFFFF",
    raised="#FFFFFF",
    border="#000000",
    text="#000000",
    secondary="#000000",
    disabled="#595959",
    accent="#003A9B",
    on_accent="#FFFFFF",
    amber="#5C3300",
    error="#8A0000",
)
_STYLE_NAME = "camviewerStyle"
CONTRASTS = {"dark": CONTRAST_DARK, "light": CONTRAST_LIGHT}
"""The same two with 7:1 and borders that are seen, also round controls and for the focus."""

_STYLE = """
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {border}; padding: 4px; }}
#topBar, #statusArea, #panelLeft, #panelRight, #trustSide {{ background: {panel}; }}
#topBar {{ border-bottom: 1px solid {border}; }}
#statusArea {{ border-top: 1px solid {border}; }}
#panelLeft {{ border-right: 1px solid {border}; }}
#panelRight, #trustSide {{ border-left: 1px solid {border}; }}
#pictureArea {{ background: #000000; }}
QScrollArea, #panelBody {{ background: transparent; border: none; }}
QLabel[role="name"] {{ font-weight: 600; }}
QLabel[role="heading"] {{ color: {secondary}; font-size: 11px; font-weight: 600; }}
QLabel[role="caption"] {{ color: {secondary}; font-size: 11px; }}
QLabel[role="warning"] {{ color: {amber}; font-size: 11px; }}
QLabel[role="error"] {{ color: {error}; }}
QLabel[role="supported"] {{ color: {accent}; font-weight: 600; }}
QLabel[role="mixed"] {{ color: {text}; font-weight: 600; }}
QLabel[role="not-supported"] {{ color: {amber}; font-weight: 600; }}
QLabel[role="unknown"] {{ color: {secondary}; font-weight: 600; }}
#trustRow {{ border: 1px solid transparent; border-bottom-color: {border}; }}
#trustRow:focus {{ border-color: {accent}; }}
QToolButton[role="flat"] {{ border: none; border-radius: 4px; padding: 4px 8px; }}
QToolButton[role="flat"]:hover {{ background: {raised}; }}
QToolButton[role="flat"]:focus {{ border: 1px solid {accent}; padding: 3px 7px; }}
QToolButton[role="flat"]::menu-indicator {{ image: none; }}
QToolButton[role="field"] {{
    background: {raised}; border: 1px solid {border}; border-radius: 4px; color: {secondary};
    padding: 0 8px; }}
QToolButton[role="field"]:hover, QToolButton[role="field"]:focus {{ border-color: {accent}; }}
#paletteBox {{ background: {panel}; border: 1px solid {border}; border-radius: 6px; }}
#paletteList {{ background: transparent; border: none; }}
QToolButton[role="icon"] {{ border: none; border-radius: 4px; padding: 0; }}
QToolButton[role="icon"]:hover {{ background: {raised}; }}
QToolButton[role="icon"]:focus {{ border: 1px solid {accent}; }}
QToolButton[role="icon"]:checked {{ background: {raised}; border: 1px solid {accent}; }}
QToolButton[role="icon"]::menu-indicator {{ image: none; }}
QToolButton[role="disclosure"] {{ border: none; color: {secondary}; padding: 0; }}
QToolButton[role="disclosure"]:hover, QToolButton[role="disclosure"]:focus {{ color: {text}; }}
QToolButton[role="family"] {{
    border: none; border-radius: 4px; color: {secondary}; font-weight: 600; padding: 0; }}
QToolButton[role="family"]:hover {{ color: {text}; }}
QToolButton[role="family"]:focus {{ border: 1px solid {accent}; }}
QToolButton[role="link"] {{ border: none; color: {accent}; padding: 0; }}
QToolButton[role="link"]:focus, QToolButton[role="link"]:hover {{ text-decoration: underline; }}
QToolButton[role="segment"] {{
    border: 1px solid {border}; background: {window}; color: {secondary}; padding: 0 4px; }}
QToolButton[role="segment"]:checked {{
    background: {raised}; color: {text}; border-bottom: 2px solid {accent}; }}
QToolButton[role="segment"]:focus {{ border: 1px solid {accent}; }}
QPushButton[role="primary"] {{
    background: {accent}; color: {on_accent}; border: 1px solid {accent};
    border-radius: 4px; font-weight: 600; padding: 0 12px; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{
    background: {raised}; color: {disabled}; border-color: {border}; }}
QPushButton[role="plain"] {{
    background: {raised}; border: 1px solid {border}; border-radius: 4px; padding: 0 12px; }}
QPushButton[role="plain"]:hover, QPushButton[role="plain"]:focus {{ border-color: {accent}; }}
QPushButton[role="plain"]:disabled {{ color: {disabled}; }}
QTableView {{
    background: {panel}; border: none; font-size: 11px; gridline-color: transparent;
    selection-background-color: {border}; selection-color: {text}; }}
QTableView:focus {{ border: 1px solid {accent}; }}
QTableView::item {{ padding: 0 2px; border: none; }}
QTableView::item:selected {{ background: {border}; color: {text}; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{
    background: transparent; color: {secondary}; border: none; font-size: 11px;
    border-bottom: 1px solid {border}; padding: 2px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{
    subcontrol-origin: margin; subcontrol-position: top center; width: 7px; height: 5px; }}
QProgressBar {{ border: none; border-radius: 3px; background: {raised}; }}
QProgressBar::chunk {{ border-radius: 3px; background: {accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {border}; border-radius: 3px; min-height: 24px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {disabled}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {border}; border-radius: 3px; min-width: 24px; margin: 2px; }}
QScrollBar::handle:horizontal:hover {{ background: {disabled}; }}
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
QScrollBar::add-page:horizontal, QScrollBar::sub-page:horizontal {{ background: transparent; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
"""
# Fusion draws its own outlines a little darker than the window: unseen on black.
_CONTRAST_STYLE = """
QListView, QTextBrowser, QMenu {{ border: 1px solid {border}; }}
QListView:focus, QTextBrowser:focus {{ border: 2px solid {accent}; }}
QToolButton[role="flat"], QToolButton[role="icon"] {{ border: 1px solid {border}; }}
QToolButton[role="flat"]:focus, QToolButton[role="icon"]:focus,
QToolButton[role="family"]:focus, QToolButton[role="segment"]:focus {{
    border: 2px solid {accent}; }}
QToolButton[role="segment"]:checked {{ background: {text}; color: {window}; }}
QToolButton[role="link"] {{ text-decoration: underline; }}
QToolButton[role="link"]:focus, QToolButton[role="disclosure"]:focus {{
    border: 2px solid {accent}; }}
QPushButton[role="plain"]:focus {{ border: 2px solid {accent}; }}
QProgressBar {{ border: 1px solid {border}; }}
QScrollBar::handle:vertical, QScrollBar::handle:horizontal {{ background: {text}; }}
"""


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    value = QColor(colour)
    weights = (0.2126, 0.7152, 0.0722)
    parts = (value.redF(), value.greenF(), value.blueF())
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for weight, part in zip(weights, parts, strict=True)
    )


def make_palette(colours: Colours) -> QPalette:
    """Fill Qt's palette from a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    values = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.raised,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.error,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.secondary,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        AMBER: colours.amber,
        role.Light: colours.raised,
        role.Midlight: colours.border,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.window,
    }
    for which, value in values.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.disabled))
    return palette


def style_sheet(colours: Colours) -> str:
    """Fill the style sheet from a theme."""
    style = _STYLE + (_CONTRAST_STYLE if colours in CONTRASTS.values() else "")
    return style.format(**vars(colours))


def theme_name(wanted: str) -> str:
    """Resolve ``"system"`` to the desktop's present scheme; other names stay."""
    if wanted in THEMES:
        return wanted
    scheme = QGuiApplication.styleHints().colorScheme()
    return "light" if scheme == Qt.ColorScheme.Light else "dark"


def system_wants_contrast() -> bool:
    """Tell whether the desktop asks for high contrast; False where Qt cannot tell."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def apply_theme(app: QApplication, wanted: str, *, has_contrast: bool = False) -> Colours:
    """Give the whole program a theme, also while it runs, and return its colours."""
    sets = CONTRASTS if has_contrast or system_wants_contrast() else THEMES
    colours = sets[theme_name(wanted)]
    style = "outlined" if sets is CONTRASTS else "Fusion"
    if app.property(_STYLE_NAME) != style:
        app.setStyle(Outlined() if sets is CONTRASTS else style)
        app.setProperty(_STYLE_NAME, style)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BODY_PX)
    app.setFont(font)
    app.setPalette(make_palette(colours))
    sheet = style_sheet(colours)
    if app.styleSheet() != sheet:  # every widget is polished anew for it
        app.setStyleSheet(sheet)
    return colours


def caption_font(font: QFont, *, is_tabular: bool = False) -> QFont:
    """Return the small size of a font, with figures of one width when they change."""
    small = QFont(font)
    small.setPixelSize(CAPTION_PX)
    return tabular(small) if is_tabular else small


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, so that changing numbers do not jitter."""
    even = QFont(font)
    if hasattr(even, "setFeature"):  # Qt 6.7
        even.setFeature(QFont.Tag("tnum"), 1)
    return even
