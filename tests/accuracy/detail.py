#!/usr/bin/env python3
"""What an enlarged photo lacks, and how many pixels a JPEG shares with its source.

    tests/accuracy/detail.py PHOTOS

Two tables, from the first 60 photos of a folder: the share of detail by which `src/core/prove/detail.rs` tells an enlarged
photo (`detail` there), for photos that were only saved and for those enlarged before; and the share of pixels that is the same to
the last bit in a photo and in the JPEG made of it, by which `src/core/prove/answers.rs` tells a photo saved without loss after it had been one.
"""
import io
import pathlib
import sys

import numpy
from PIL import Image, ImageFilter

LANCZOS = Image.Resampling.LANCZOS


def saved(picture, **how):
    """The picture after it was a JPEG."""
    file = io.BytesIO()
    picture.save(file, 'JPEG', **how)
    return Image.open(file).convert('RGB')


def resized(picture, times):
    return picture.resize([max(1, round(side * times)) for side in picture.size], LANCZOS)


def detail(picture, times):
    """What a grey picture loses when it is made smaller, for what it loses when it is made 1.5 times smaller once more."""
    def through(by):
        return numpy.asarray(resized(picture, 1 / by).resize(picture.size, LANCZOS), float)
    coarse, coarser = through(times), through(1.5 * times)
    lost = numpy.linalg.norm(numpy.asarray(picture, float) - coarse)
    return lost / max(numpy.linalg.norm(coarse - coarser), 1)


def equal(one, other):
    return (numpy.asarray(one) == numpy.asarray(other)).all(axis=2).mean()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files = sorted(path for path in pathlib.Path(sys.argv[1]).rglob('*') if path.suffix.lower() in ('.jpg', '.jpeg'))[:60]
    photos = [Image.open(path).convert('RGB') for path in files]
    print('times   saved: least, 95 of 100 exceed, median   enlarged: median, 95 of 100 within, most')
    sharpened = ImageFilter.UnsharpMask(2, 120, 2)
    for times in (1.2, 1.3, 1.5, 1.7, 2, 3, 4):
        only, large = [], []
        for photo in photos:
            enlarged = resized(saved(photo, quality=90), times)
            for quality in (75, 94):
                only.append(detail(saved(photo, quality=quality).convert('L'), times))
                large += [detail(saved(picture, quality=quality).convert('L'), times)
                          for picture in (enlarged, enlarged.filter(sharpened))]
        only.sort()
        large.sort()
        shares = only[0], only[len(only) // 20], only[len(only) // 2], large[len(large) // 2], large[-1 - len(large) // 20], large[-1]
        print(f'{times:5}  ', *(f'{share:.2f}' for share in shares))
    # Smaller and off the grid of the JPEG that each photo was: a picture that never was one.
    sources = [resized(photo.crop((3, 5, photo.width - 2, photo.height - 1)), 0.8) for photo in photos]
    print('quality, subsampling   pixels that stay the same: mean, most')
    for quality, subsampling in ((90, 2), (95, 2), (98, 0), (100, 0)):
        shares = [equal(source, saved(source, quality=quality, subsampling=subsampling)) for source in sources]
        print(f'{quality:7} {subsampling}  {numpy.mean(shares):.2f} {max(shares):.2f}')


if __name__ == '__main__':
    main()
