"""Attention written out, so that its probabilities exist and can be differentiated twice.

A mode of torch's, active in this thread only, sees the functions that compute attention. Fused
ones are replaced by ``softmax(q k^T / sqrt(d)) v``; the network itself is not touched. While
such a mode is active torch takes no fast path of its own through ``nn.MultiheadAttention``.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADS = inspect.signature(functional.multi_head_attention_forward)
_MORE = ("attn_mask", "dropout_p", "is_causal")
_UNREAD = (
    "bias_k", "bias_v", "key_padding_mask", "attn_mask", "static_k", "static_v",
    "add_zero_attn", "use_separate_proj_weight",
)  # fmt: skip
"""What keeps multi-head attention from being written out here."""


class Unfused(TorchFunctionMode):
    """While it is active, fused self-attention is computed step by step."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - as in torch
        """Run a function of torch's, or what stands in for it."""
        del types
        kwargs = kwargs or {}
        if func is functional.scaled_dot_product_attention:
            return self._attend(*args, **kwargs)
        if func is functional.multi_head_attention_forward:
            return self._attend_by_heads(*args, **kwargs)
        return self.result_of(func, args, kwargs)

    def result_of(
        self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:  # noqa: ANN401 - as in torch
        """Run any other function."""
        return func(*args, **kwargs)

    def seen(self, probabilities: Tensor) -> Tensor:
        """Take attention (N, heads, T, T) and give on what the network should go on with."""
        return probabilities

    def _attend(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        *more: Any,  # noqa: ANN401 - as in torch
        **named: Any,  # noqa: ANN401 - as in torch
    ) -> Tensor:
        """Attention written out, (N, heads, T, d); torch's own where it is of another kind."""
        given = dict(zip(_MORE, more, strict=False), **named)
        attn_mask, scale = given.pop("attn_mask", None), given.pop("scale", None)
        if query.ndim != 4 or any(given.values()):
            return functional.scaled_dot_product_attention(query, key, value, *more, **named)
        scores = query @ key.mT * (query.shape[-1] ** -0.5 if scale is None else scale)
        if attn_mask is not None and attn_mask.dtype == torch.bool:
            scores = scores.masked_fill(~attn_mask, float("-inf"))
        elif attn_mask is not None:
            scores = scores + attn_mask
        return self._probabilities(scores) @ value

    def _probabilities(self, scores: Tensor) -> Tensor:
        """Softmax of scores; attention among the tokens of one row is shown to ``seen``."""
        found = scores.softmax(-1)
        return self.seen(found) if found.shape[2] == found.shape[3] else found

    def _attend_by_heads(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as in torch
        """``functional.multi_head_attention_forward`` written out for plain self-attention."""
        bound = _HEADS.bind(*args, **kwargs)
        bound.apply_defaults()
        given = bound.arguments
        query, heads = given["query"], given["num_heads"]
        is_self = query is given["key"] and query is given["value"] and query.ndim == 3
        has_more = any(given[name] is not None and given[name] is not False for name in _UNREAD)
        if not is_self or has_more:
            return functional.multi_head_attention_forward(*args, **kwargs)
        mixed = functional.linear(query, given["in_proj_weight"], given["in_proj_bias"])
        parts = torch.unflatten(mixed, -1, (3, heads, -1)).permute(2, 1, 3, 0, 4)
        weights = self._probabilities(parts[0] @ parts[1].mT * parts.shape[-1] ** -0.5)
        values = (weights @ parts[2]).permute(2, 0, 1, 3).flatten(2)
        output = functional.linear(values, given["out_proj_weight"], given["out_proj_bias"])
        if not given["need_weights"]:
            return output, None
        return output, weights.mean(1) if given["average_attn_weights"] else weights
