"""The pictures to train on: folders and tar archives, read once and held in memory.

Each picture is squeezed to one square, as the finished program does, and kept as bytes together with its shape (width
over height), so that augment.py can turn it as if it had not been squeezed.
"""
import concurrent.futures
import hashlib
import io
import pathlib
import sys

import numpy as np
import torch
from PIL import Image, ImageOps

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import export  # noqa: E402

SIDE = 192


def named_pictures(sources):
    """[(name, bytes)] of all pictures in folders and archives, sorted by name."""
    return sorted(picture for source in sources for picture in export.pictures_in(pathlib.Path(source)))


def without(pictures, others):
    """The pictures whose bytes are not among the others."""
    known = {hashlib.sha256(data).digest() for _, data in others}
    return [picture for picture in pictures if hashlib.sha256(picture[1]).digest() not in known]


def split(pictures, held_out):
    """(to train on, held out): a choice by the names' hashes, the same on every machine and in every run."""
    order = sorted(pictures, key=lambda picture: hashlib.sha256(picture[0].encode()).digest())
    return sorted(order[held_out:]), sorted(order[:held_out])


def opened(data):
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert('RGB')


def squeezed(image, side):
    """A picture as the network takes it: [3, side, side] bytes."""
    array = np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))
    return torch.from_numpy(array.transpose(2, 0, 1).copy())


def loaded(pictures, side=SIDE):
    """(bytes [n, 3, side, side], width over height [n])"""
    photos = torch.empty(len(pictures), 3, side, side, dtype=torch.uint8)
    shapes = torch.empty(len(pictures))

    def load(number):
        image = opened(pictures[number][1])
        photos[number], shapes[number] = squeezed(image, side), image.width / image.height
    with concurrent.futures.ThreadPoolExecutor() as threads:
        for _ in threads.map(load, range(len(pictures))):  # so that an error in a thread is raised here
            pass
    return photos, shapes
