"""From a checkpoint to the file that the program ships.

    python3 models/train/finish.py --checkpoint RUN/checkpoint.pt --pictures DIR_OR_TAR... --out lookalike.onnx

The graph is ../export.py's, with the averaged weights of the run. The projection is turned so that its components come
sorted by energy over the given pictures, which changes no distance. Then the file and PyTorch must give the same vectors.
"""
import argparse
import pathlib

import numpy as np
import onnxruntime
import torch

from network import Network, export, published_weights

TOLERANCE = 1e-3


def trained(checkpoint):
    network = Network(published_weights(), np.ones((1280, export.COMPONENTS)))
    network.load_state_dict(torch.load(checkpoint, map_location='cpu')['average'])
    return network


def sorted_by_energy(axes, features):
    vectors = features @ axes
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return axes @ export.principal_axes(vectors)


def rounded(weights):
    """What half precision leaves of the kernels."""
    return {name: value.astype(np.float16).astype(np.float64) if value.ndim == 4 else value
            for name, value in weights.items()}


def model_bytes(weights, axes, name, version):
    sides = f'{export.SIZE}x{export.SIZE}'
    preprocessing = export.METADATA['preprocessing'].replace('160x160', sides).replace('160,160', sides.replace('x', ','))
    export.METADATA.update(name=name, version=version, preprocessing=preprocessing)
    graph = export.Graph(weights)
    graph.unit_length(graph.projected(graph.pooled_features(), axes))
    return graph.model('embedding', export.COMPONENTS).SerializeToString(deterministic=True)


@torch.no_grad()
def largest_difference(model, weights, axes, photos):
    """Between the file's components and PyTorch's, over some photos."""
    network = Network(rounded(weights), axes.astype(np.float16).astype(np.float64))
    session = onnxruntime.InferenceSession(model, providers=['CPUExecutionProvider'])
    differences = [np.abs(session.run(None, {'photo': photo})[0]
                          - network(torch.from_numpy(photo.transpose(0, 3, 1, 2).copy())).numpy()).max()
                   for photo in photos]
    return max(differences)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--checkpoint', required=True, type=pathlib.Path)
    parser.add_argument('--pictures', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--count', type=int, default=4000, help='how many of the pictures to use, evenly spread')
    parser.add_argument('--side', type=int, default=export.SIZE, help='of the square photo that the file takes')
    parser.add_argument('--name', default='lookalike-256')
    parser.add_argument('--version', default='1')
    parser.add_argument('--out', required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    export.SIZE = arguments.side
    weights, axes = trained(arguments.checkpoint).trained_weights()
    pictures = export.read_pictures(arguments.pictures, arguments.count)
    axes = sorted_by_energy(axes, export.features_of(pictures, weights))
    model = model_bytes(weights, axes, arguments.name, arguments.version)
    difference = largest_difference(model, weights, axes, [export.photo_input(picture) for picture in pictures[:20]])
    print(f'largest difference from PyTorch: {difference:.1e}')
    if difference > TOLERANCE:
        raise SystemExit('the file and PyTorch disagree')
    arguments.out.write_bytes(model)


if __name__ == '__main__':
    main()
