import skimage.data
import torch
from efficientnet_lite_pytorch import EfficientNet

from camviewer.core.image import Image, pixel_grid
from camviewer.engine.models import MODELS
from camviewer.engine.models.efficientnet import weights_path
from camviewer.engine.models.prepare import prepare


def _top(name, count):
    spec = MODELS.get("efficientnet-lite0")
    pixels = getattr(skimage.data, name)()
    batch = prepare(Image(pixels, pixel_grid(*pixels.shape[:2])), spec.recipe).batch
    with torch.no_grad():
        scores = spec.build()(batch)[0]
    return [spec.labels()[int(index)] for index in scores.argsort(descending=True)[:count]]


def test_the_sample_cat_is_a_cat():
    assert {"tabby", "tiger cat", "Egyptian cat"} == set(_top("chelsea", 3))


def test_the_sample_coffee_is_an_espresso():
    assert _top("coffee", 1) == ["espresso"]


def test_the_chain_says_what_the_packages_own_class_says():
    own = EfficientNet.from_name("efficientnet-lite0")
    own.load_state_dict(torch.load(weights_path(), weights_only=True))
    batch = torch.randn(2, 3, 96, 96, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = own.eval()(batch)
        torch.testing.assert_close(MODELS.get("efficientnet-lite0").build()(batch), expected)
