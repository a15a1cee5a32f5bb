import pytest
import torch

from camviewer.engine.methods.noise import standard_noise


@pytest.mark.parametrize("rows", [1, 3, 7, 50])
def test_the_size_of_a_batch_does_not_change_the_numbers(rows):
    draw = torch.Generator().manual_seed(4)
    expected = torch.stack([torch.randn((2, 5), generator=draw) for _ in range(7)])
    batches = list(standard_noise((2, 5), 7, rows, 4))
    assert torch.equal(torch.cat(batches), expected)
    assert max(map(len, batches)) <= rows


def test_another_seed_gives_other_noise_of_the_standard_size():
    one, other = (torch.cat(list(standard_noise((50, 50), 20, 8, seed))) for seed in (1, 2))
    assert not torch.equal(one, other)
    assert abs(float(one.mean())) < 0.02
    assert float(one.std()) == pytest.approx(1.0, abs=0.02)
