"""What the defaults decide well for most: layer, device, precision, methods' parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.column import labelled
from camviewer.gui.forms import Choice, ParameterForm, named, sized, text_label
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from camviewer.gui.controller import Controller
    from camviewer.session.catalogue import MethodInfo
    from camviewer.session.work import LayerInfo


_HALVES = ("bfloat16", "float16")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MoreOptions", text)


def layer_text(layer: LayerInfo) -> str:
    """Write a layer's name and the cells of its map."""
    cells = "×".join(str(count) for count in layer.shape)
    return f"{layer.name} · {cells} · {layer.channels}"


class MoreOptions(QWidget):
    """Shows and edits ``state.ask``: layer, device, precision, parameters of methods.

    Asks for the layers when it is opened.

    Parameters
    ----------
    controller
        Knows the session and the worker that lists the layers.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._ask = controller.session.state.ask
        self._methods = {info.name: info for info in controller.session.methods()}
        self._layers_of = ""
        self._automatic_reason = ""
        self._form: ParameterForm | None = None
        self._shown: tuple[MethodInfo | None, dict[str, object]] | None = None
        self._build()
        self._show_layers(())
        self.show_device(self._ask.device)
        self.show_precision(self._ask.precision)
        self.show_methods(self._ask.methods)
        events = self._ask.events
        links = Links(self)
        links.follow(self._on_model_changed, events.model)
        links.follow(self.show_layer, events.layer)
        links.follow(self.show_device, events.device)
        links.follow(self.show_precision, events.precision)
        links.follow(self.show_methods, events.methods)
        links.follow(self._show_form, events.parameters)

    def _build(self) -> None:
        self._layer = sized(named(Choice(), "layer", _tr("Layer")))
        self._layer.activated.connect(
            lambda index: setattr(self._ask, "layer", self._layer.itemData(index))
        )
        self._reason = text_label("", "caption")
        self._build_machine()
        self._method = sized(named(Choice(), "parametersOf", _tr("Parameters of")))
        self._method.activated.connect(lambda _index: self._show_form())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for text, control, note in (
            (_tr("Layer"), self._layer, self._reason),
            (_tr("Device"), self._device, None),
            (_tr("Precision"), self._precision, self._precision_note),
            (_tr("Settings of"), self._method, None),
        ):
            layout.addLayout(labelled(text, control)[1])
            if note is not None:
                layout.addWidget(note)
        self._place = QVBoxLayout()
        layout.addLayout(self._place)

    def _build_machine(self) -> None:
        self._device = sized(named(Choice(), "device", _tr("Device")))
        self._device.fill(
            [
                (_tr("Automatic"), "auto"),
                (_tr("Processor (CPU)"), "cpu"),
                (_tr("NVIDIA GPU (CUDA)"), "cuda"),
                (_tr("Apple GPU (MPS)"), "mps"),
            ]
        )
        self._device.setToolTip(_tr("Automatic takes a GPU where there is one."))
        self._device.activated.connect(
            lambda index: setattr(self._ask, "device", self._device.itemData(index))
        )
        self._precision = sized(named(Choice(), "precision", _tr("Precision")))
        self._precision.fill(
            [(_tr("Full (float32)"), "float32")]
            + [(_tr("Half ({name})").format(name=name), name) for name in _HALVES]
        )
        self._precision.setToolTip(_tr("What the network computes in."))
        self._precision.activated.connect(
            lambda index: setattr(self._ask, "precision", self._precision.itemData(index))
        )
        self._precision_note = text_label("", "caption")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the layers when somebody looks for the first time."""
        super().showEvent(event)
        self._ask_for_layers()

    def _on_model_changed(self, _model: str) -> None:
        self._show_layers(())
        if self.isVisible():
            self._ask_for_layers()

    def _ask_for_layers(self) -> None:
        model = self._ask.model
        if self._layers_of == model:
            return
        self._reason.setText(_tr("Looking for the layers…"))
        self._controller.load_layers(model, lambda found: self._take_layers(model, found))

    def _take_layers(self, model: str, found: tuple[LayerInfo, ...]) -> None:
        if model == self._ask.model and found:
            self._show_layers(found)
            self._layers_of = model

    def _show_layers(self, layers: tuple[LayerInfo, ...]) -> None:
        """Fill the list; the first entry lets the engine choose."""
        self._layers_of = ""
        chosen = next((each for each in layers if each.is_chosen), None)
        automatic = _tr("Automatic")
        if chosen is not None:
            automatic = f"{automatic}: {chosen.name}"
        entries: list[tuple[str, object]] = [(automatic, None)]
        entries += [(layer_text(each), each.name) for each in layers]
        self._layer.fill(entries)
        self._automatic_reason = chosen.reason if chosen is not None else ""
        self.show_layer(self._ask.layer)

    def show_layer(self, layer: str | None) -> None:
        """Show the layer and why it is the one."""
        if layer is not None and self._layer.findData(layer) < 0:
            self._layer.addItem(layer, layer)
        self._layer.pick(layer)
        default = _tr("The engine chooses the last layer that still has a map.")
        own = _tr("Chosen by you.")
        self._reason.setText((self._automatic_reason or default) if layer is None else own)

    def show_device(self, device: str) -> None:
        """Show where the network runs."""
        self._device.pick(device)

    def show_precision(self, precision: str) -> None:
        """Show what the network computes in, and what that means."""
        self._precision.pick(precision)
        exact = _tr("As exact as the network was trained.")
        half = _tr("Faster on most GPUs; how far it deviates is shown and kept in result.json.")
        self._precision_note.setText(exact if precision == "float32" else half)

    def show_methods(self, names: tuple[str, ...]) -> None:
        """Offer the parameters of the methods that will run."""
        before = self._method.currentData()
        infos = [self._methods[name] for name in names if name in self._methods]
        self._method.fill([(info.label, info.name) for info in infos if info.params])
        self._method.pick(before)
        if self._method.currentIndex() < 0:
            self._method.setCurrentIndex(0)
        self._method.setEnabled(self._method.count() > 0)
        self._show_form()

    def _info(self) -> MethodInfo | None:
        return self._methods.get(str(self._method.currentData()))

    def _show_form(self) -> None:
        """Build the form of the method that is picked, with the values in force."""
        info = self._info()
        values = dict(self._ask.parameters.get(info.name, {})) if info is not None else {}
        if self._shown == (info, values):
            return
        self._shown = (info, values)
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.setParent(None)
            self._form.deleteLater()
            self._form = None
        if info is not None:
            self._form = ParameterForm(info.params, values)
            self._form.edited.connect(self._on_parameter_edited)
            self._place.addWidget(self._form)

    def _on_parameter_edited(self, name: str, value: object) -> None:
        info = self._info()
        if info is None:
            return
        default = next(param.default for param in info.params if param.name == name)
        values = {**self._ask.parameters.get(info.name, {}), name: value}
        if value == default:
            del values[name]
        self._shown = (info, values)  # the form shows it already
        self._ask.parameters = {**self._ask.parameters, info.name: values}
