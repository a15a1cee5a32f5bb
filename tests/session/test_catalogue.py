import pytest

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.session.catalogue import Catalogue, untranslated

METHODS = {
    "cam", "grad-cam", "hires-cam", "grad-cam-elementwise", "grad-cam++", "xgrad-cam",
    "layer-cam", "eigen-cam", "ablation-cam", "random-cam", "cf-cam", "cf-cam-code",
    "cf-cam-spatial",
}  # fmt: skip


@pytest.fixture
def catalogue():
    return Catalogue()


def test_the_methods_that_were_promised_are_there(catalogue):
    infos = {info.name: info for info in catalogue.methods()}
    assert set(infos) >= METHODS
    assert all(info.label and info.summary and info.family for info in infos.values())
    assert "class-agnostic" in infos["cf-cam-code"].badge
    families = [info.family for info in infos.values()]
    assert families == sorted(families, key=families.index)  # each family in one piece


def test_cf_cam_can_be_tuned(catalogue):
    params = {info.name: info.params for info in catalogue.methods()}["cf-cam"]
    assert {"metric", "filter", "sigma", "noise", "weighting"} <= {each.name for each in params}
    assert all(each.help for each in params)


def test_a_network_is_known_by_name_and_by_provider(catalogue):
    assert catalogue.model_info("efficientnet-lite0").ndim == 2
    nodule = catalogue.model_info("nodule3d")
    assert (nodule.ndim, nodule.default_target) == (3, "nodule")
    assert catalogue.model_info("torchvision:resnet50").name == "torchvision:resnet50"
    with pytest.raises(UnknownNameError) as caught:
        catalogue.model_info("nodule")
    assert "nodule3d" in caught.value.hint


def test_every_network_can_be_looked_up_by_its_own_name(catalogue):
    for info in catalogue.models():
        assert catalogue.model_info(info.name) == info
        assert catalogue.labels(info.name)


def test_each_kind_of_image_has_its_network(catalogue):
    assert catalogue.fitting_model((300, 200)) == "efficientnet-lite0"
    assert catalogue.fitting_model((32, 32)) == "cifake"
    assert catalogue.fitting_model((32, 32, 32)) == "nodule3d"
    assert catalogue.fitting_model((1, 2, 3, 4)) is None


@pytest.mark.parametrize(
    ("present", "shape", "best"),
    [
        ("efficientnet-lite0", (300, 200), "efficientnet-lite0"),
        ("efficientnet-lite0", (32, 32), "cifake"),  # one made for just that size
        ("efficientnet-lite0", (32, 32, 32), "nodule3d"),
        ("cifake", (32, 32), "cifake"),
        ("cifake", (32, 33), "efficientnet-lite0"),
        ("torchvision:resnet18", (32, 32), "torchvision:resnet18"),  # the user's own choice
        ("torchvision:resnet18", (9, 9, 9), "nodule3d"),
        ("nodule3d", (1, 2, 3, 4), None),
    ],
)
def test_a_network_stays_where_it_fits(catalogue, present, shape, best):
    assert catalogue.fitting_model(shape, present) == best


def test_a_class_is_found_by_label_synonym_and_index(catalogue):
    labels = catalogue.labels("efficientnet-lite0")
    assert len(labels) == 1000
    espresso = labels.index("espresso")
    assert catalogue.class_index("efficientnet-lite0", "Espresso") == espresso
    assert catalogue.class_index("efficientnet-lite0", str(espresso)) == espresso
    with pytest.raises(InputError):
        catalogue.class_index("nodule3d", "2")


def test_the_open_dialog_offers_every_suffix(catalogue):
    wanted = {f"*{suffix}" for info in catalogue.formats() for suffix in info.suffixes}
    first, everything = catalogue.file_filter().split(";;")
    assert set(first.split("(")[1].rstrip(")").split()) == wanted
    assert {"*.nii", "*.nii.gz", "*.png", "*.jpg"} <= wanted
    assert everything == "All files (*)"


def test_what_the_registries_say_to_the_user_is_there_to_be_translated(catalogue):
    from camviewer.engine.models import MODELS
    from camviewer.engine.models.outside import FILES

    found = set(untranslated())
    assert {("methods", info.reference) for info in catalogue.methods()} <= found
    assert {("models", spec.layer_reason) for spec in MODELS} <= found
    assert ("models", MODELS.get("cifake").recipe.resized) in found
    assert {("models", kind.label) for kind in FILES} <= found
    assert all(text for _, text in found)
