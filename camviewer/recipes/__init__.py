"""Training recipes: how the shipped networks came about, to be run again by anyone."""

from __future__ import annotations

from camviewer.recipes import cifake as cifake
from camviewer.recipes import nodule as nodule
from camviewer.recipes import nodule_cases as nodule_cases
from camviewer.recipes.spec import RECIPES, Places, Recipe

__all__ = ["RECIPES", "Places", "Recipe"]
