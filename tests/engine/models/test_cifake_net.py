import torch
from torch.nn import functional

from camviewer.engine.models.cifake_net import CifakeNet, Sides


def test_it_has_the_papers_number_of_parameters():
    assert sum(each.numel() for each in CifakeNet().parameters()) == 84_001


def test_it_computes_what_the_papers_topology_does():
    torch.manual_seed(0)
    model = CifakeNet().double()
    pictures = torch.randn(3, 3, 32, 32, dtype=torch.float64)
    weights = list(model.parameters())
    maps = pictures
    for weight, bias in (weights[0:2], weights[2:4]):
        patches = maps.unfold(2, 3, 1).unfold(3, 3, 1)
        maps = torch.einsum("nchwij,ocij->nohw", patches, weight) + bias[:, None, None]
        maps = maps.clamp_min(0)
        high, wide = (count // 2 for count in maps.shape[2:])
        maps = maps[..., : 2 * high, : 2 * wide]
        maps = maps.reshape(3, 32, high, 2, wide, 2).amax((3, 5))
    assert maps.shape == (3, 32, 6, 6)
    dense = (maps.reshape(3, -1) @ weights[4].T + weights[5]).clamp_min(0)
    logit = dense @ weights[6].T + weights[7]
    torch.testing.assert_close(model(pictures), torch.cat((-logit, logit), 1))


def test_the_layers_named_in_the_card_give_its_maps():
    model = CifakeNet()
    first = model.conv1(torch.randn(1, 3, 32, 32))
    second = model.conv2(model.pool1(first))
    assert (first.shape, second.shape) == ((1, 32, 30, 30), (1, 32, 13, 13))
    assert min(first.min(), second.min()) == 0


def test_the_two_sides_are_one_logits_and_their_chances_add_up():
    logit = torch.tensor([[0.3], [-2.0]], requires_grad=True)
    sides = Sides()(logit)
    torch.testing.assert_close(sides, torch.tensor([[-0.3, 0.3], [2.0, -2.0]]))
    chances = sides.sigmoid()
    torch.testing.assert_close(chances.sum(1), torch.ones(2))
    torch.testing.assert_close(chances[:, 1:], functional.sigmoid(logit))
    (slope,) = torch.autograd.grad(sides[:, 0].sum(), logit)
    assert slope.tolist() == [[-1.0], [-1.0]]
