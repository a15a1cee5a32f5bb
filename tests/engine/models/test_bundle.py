import json
import shutil
import sys

import pytest
import torch

from camviewer.core.errors import CamViewerError, FormatError, ModelError
from camviewer.engine.models import resolve_model

monai = pytest.importorskip("monai.networks.nets")

NET = {
    "_target_": "DenseNet121",
    "_desc_": "a toy",
    "spatial_dims": "@dims",
    "in_channels": 1,
    "out_channels": "@classes::count",
    "init_features": 8,
    "growth_rate": 4,
    "block_config": [1, 1],
}
CONFIG = {
    "imports": ["$import os"],
    "device": "$torch.device('cuda')",
    "dims": 3,
    "classes": {"count": 2},
    "network_def": NET,
    "network": "$@network_def.to(@device)",
}
META = {
    "network_data_format": {
        "inputs": {
            "image": {
                "num_channels": 1,
                "spatial_shape": [32, 32, 32],
                "value_range": [-1, 3],
                "channel_def": {"0": "image"},
            }
        },
        "outputs": {"pred": {"channel_def": {"0": "clear", "1": "ill"}}},
    }
}


@pytest.fixture
def bundle(tmp_path):
    torch.manual_seed(0)
    model = monai.DenseNet121(
        spatial_dims=3, in_channels=1, out_channels=2, init_features=8, growth_rate=4,
        block_config=(1, 1),
    ).eval()  # fmt: skip

    def write(config=CONFIG, meta=META, net=None):
        folder = tmp_path / "toy"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "configs").mkdir(parents=True)
        (folder / "models").mkdir()
        whole = config if net is None else {**config, "network_def": {**NET, **net}}
        (folder / "configs" / "inference.json").write_text(json.dumps(whole))
        if meta is not None:
            (folder / "configs" / "metadata.json").write_text(json.dumps(meta))
        torch.save(model.state_dict(), folder / "models" / "model.pt")
        return folder

    write.model = model
    return write


def _same(spec, model):
    batch = torch.rand(1, 1, 32, 32, 32)
    with torch.no_grad():
        torch.testing.assert_close(spec.build()(batch), model(batch))


def test_a_bundle_with_metadata_needs_no_card(bundle):
    spec = resolve_model(str(bundle()))
    assert spec.labels() == ("clear", "ill")
    recipe = spec.recipe
    assert (recipe.size, recipe.channels) == ((32, 32, 32), 1)
    # (v - mean) / std takes 0 to -1 and 1 to 3
    assert [(v - recipe.mean[0]) / recipe.std[0] for v in (0, 1)] == [-1, 3]
    assert spec.weights().name == "model.pt"
    assert "transforms are not run" in spec.summary
    _same(spec, bundle.model)


@pytest.mark.parametrize("inside", [False, True])
def test_a_bundle_may_be_a_zip(bundle, tmp_path, inside):
    folder = bundle()
    root = {"root_dir": tmp_path, "base_dir": "toy"} if inside else {"root_dir": folder}
    path = shutil.make_archive(str(tmp_path / "packed"), "zip", **root)
    spec = resolve_model(path)
    assert spec.weights().name == "packed.zip"
    _same(spec, bundle.model)


def test_a_bundle_may_be_written_in_yaml(bundle):
    yaml = pytest.importorskip("yaml")
    folder = bundle()
    (folder / "configs" / "inference.json").unlink()
    (folder / "configs" / "inference.yaml").write_text(yaml.safe_dump(CONFIG))
    _same(resolve_model(str(folder)), bundle.model)


def test_a_card_describes_the_input_of_a_bundle(bundle, tmp_path):
    bundle(meta=None)
    with pytest.raises(ModelError, match="does not say how large") as caught:
        resolve_model(str(tmp_path / "toy"))
    assert "card" in caught.value.hint
    card = tmp_path / "card.toml"
    card.write_text(
        'architecture = "monai-bundle"\nfile = "toy"\nclasses = 2\n'
        "[input]\nsize = [32, 32, 32]\nwindow = [-1000, 400]"
    )
    spec = resolve_model(str(card))
    assert (spec.recipe.channels, spec.recipe.window) == (1, (-1000, 400))
    _same(spec, bundle.model)


@pytest.mark.parametrize(
    ("net", "words"),
    [
        ({"out_channels": "$1 + 1"}, "out_channels' of the bundle is an expression"),
        ({"in_channels": "@device"}, "in_channels' of the bundle is an expression"),
        ({"in_channels": "%other.json"}, "is an expression"),
        ({"in_channels": "@gone"}, "refers to 'gone'"),
        ({"in_channels": "@network_def"}, "refers to itself"),
        ({"_requires_": "$print('this ran')"}, "asks for more"),
        ({"_mode_": "callable"}, "asks for more"),
        ({"_target_": "os.system"}, "none of monai.networks"),
        ({"_target_": "torch.nn.Conv2d"}, "none of monai.networks"),
        (
            {"_target_": "monai.networks.nets.densenet.torch.nn.Conv2d"},
            "none of monai.networks",
        ),
        ({"_target_": "monai.networks.nets.densenet.nn"}, "none of monai.networks"),
        ({"_target_": "monai.networks.nets.densenet.OrderedDict"}, "none of monai.networks"),
        ({"_target_": "NoSuchNet"}, "none of monai.networks"),
        ({"_target_": 3}, "none of monai.networks"),
        ({"_disabled_": True}, "leaves a part out"),
        ({"unknown": 1}, "cannot be built"),
        ({"out_channels": 5}, "do not fit"),
        ({"act": {"_target_": "subprocess.Popen", "args": ["true"]}}, "none of monai.networks"),
    ],
)
def test_whatever_is_more_than_a_network_is_refused(bundle, capsys, net, words):
    folder = bundle(net=net)
    with pytest.raises(ModelError, match=words) as caught:
        resolve_model(str(folder)).build()
    assert caught.value.hint
    assert "this ran" not in capsys.readouterr().out


def test_a_bundle_without_a_network_or_weights_is_told(bundle, tmp_path):
    folder = bundle(config={"network": "$something"})
    with pytest.raises(ModelError, match="defines no network"):
        resolve_model(str(folder))
    folder = bundle()
    (folder / "models" / "model.pt").unlink()
    with pytest.raises(FormatError, match="has no weights"):
        resolve_model(str(folder)).build()
    (folder / "configs" / "inference.json").write_text("{: [")
    with pytest.raises(CamViewerError, match="cannot be read"):
        resolve_model(str(folder))
    (folder / "configs" / "inference.json").unlink()
    with pytest.raises(FormatError, match="no MONAI bundle"):
        resolve_model(str(folder))
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    with pytest.raises(FormatError, match="cannot be read"):
        resolve_model(str(tmp_path / "bad.zip"))


@pytest.mark.parametrize("size", [["*", 32, 32], ["16*n", 32, 32], 32, [32], [0, 32, 32]])
def test_a_size_that_is_no_number_asks_for_a_card(bundle, size):
    meta = json.loads(json.dumps(META))
    meta["network_data_format"]["inputs"]["image"]["spatial_shape"] = size
    with pytest.raises(ModelError, match="does not say how large"):
        resolve_model(str(bundle(meta=meta)))


def test_without_monai_the_user_is_told_what_to_install(bundle, monkeypatch):
    spec = resolve_model(str(bundle()))
    monkeypatch.setitem(sys.modules, "monai.networks", None)
    with pytest.raises(ModelError, match="monai is not installed") as caught:
        spec.build()
    assert "camviewer[monai]" in caught.value.hint


def test_a_class_that_monai_only_imports_is_refused(bundle, monkeypatch):
    monkeypatch.setattr(monai, "Foreign", torch.nn.Conv2d, raising=False)
    folder = bundle(net={"_target_": "Foreign"})
    with pytest.raises(ModelError, match=r"none of monai\.networks"):
        resolve_model(str(folder)).build()
