# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""A loader over a store, beside the same over plain files, in turns.

    python3 benchmarks/loader.py [--images 1000] [--rounds 5] [--workers 2] [--folder DIR]

Makes JPEGs of noise and gradients (about 60 KB), puts them into a store by bin/store, and reads
and decodes them by torch's DataLoader. With --decode no, the objects are read and verified alone;
the floor then reads files and verifies nothing. Needs torch, numpy and Pillow, and a build.
"""

import argparse
import io
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
from typing import Any, Callable, List

import numpy
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from flink_multimodal import Store, StoreDataset

HOME = pathlib.Path(__file__).resolve().parents[2]


class Files(Dataset):  # type: ignore[type-arg]
    """The floor: what is in the files."""

    def __init__(self, paths: List[str], make: Callable[[bytes], Any]) -> None:
        self.paths = paths
        self.make = make

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Any:
        with open(self.paths[index], "rb") as file:
            return self.make(file.read())


def decode(content: bytes) -> Any:
    return numpy.asarray(Image.open(io.BytesIO(content)))


def length(content: bytes) -> int:
    return len(content)


class Sample:
    def __init__(self, make: Callable[[bytes], Any]) -> None:
        self.make = make

    def __call__(self, medium: Any, store: Store) -> Any:
        return self.make(medium.read(store))


def draw(folder: pathlib.Path, count: int) -> List[str]:
    chance = numpy.random.default_rng(1)
    ramp = numpy.linspace(0, 200, 640)[None, :, None] + numpy.zeros((480, 1, 3))
    paths = []
    for i in range(count):
        pixels = (ramp + chance.integers(0, 40, (480, 640, 3))).astype("uint8")
        paths.append(str(folder / f"{i}.jpg"))
        Image.fromarray(pixels).save(paths[-1], quality=80)
    return paths


def put(store: pathlib.Path, paths: List[str]) -> List[str]:
    command = [str(HOME / "bin/store"), "--store", str(store), "put", *paths]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [word for line in out.splitlines() for word in line.split() if word.startswith("cas:")]


def seconds(dataset: Any, workers: int, expected: int) -> float:
    loader = DataLoader(dataset, batch_size=32, num_workers=workers, collate_fn=list)
    start = time.perf_counter()
    samples = sum(len(batch) for batch in loader)
    taken = time.perf_counter() - start
    assert samples == expected
    return taken


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    arguments.add_argument("--images", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--decode", choices=("yes", "no"), default="yes")
    arguments.add_argument("--folder", default=tempfile.gettempdir())
    given = arguments.parse_args()
    make = decode if given.decode == "yes" else length
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = pathlib.Path(name)
        paths = draw(folder, given.images)
        references = put(folder / "store", paths)
        assert len(references) == len(paths)
        sides = {
            "files": Files(paths, make),
            "store": StoreDataset(str(folder / "store"), references, Sample(make)),
        }
        size = sum(map(os.path.getsize, paths)) / len(paths)
        print(f"{given.images} images of {size:,.0f} bytes, {given.workers} workers", flush=True)
        ratios = []
        for number in range(given.rounds + 1):
            taken = {side: seconds(data, given.workers, len(paths)) for side, data in sides.items()}
            if number:  # The first round warms up.
                ratios.append(taken["files"] / taken["store"])
                rates = {side: len(paths) / t for side, t in taken.items()}
                print(
                    f"round {number}: files {rates['files']:,.0f}/s, store {rates['store']:,.0f}/s,"
                    f" ratio {ratios[-1]:.2f}",
                    flush=True,
                )
        middle = statistics.median(ratios)
        print(f"store / files: {middle:.2f} ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
