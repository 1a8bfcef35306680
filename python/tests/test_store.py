# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Reads a store that Java wrote: PythonReaderITCase starts these tests and says where it is.

MULTIMODAL_TEST_STORE is its URI; MULTIMODAL_TEST_OBJECTS names a file with a line for each object:
the text of its reference, and its SHA-256 or the word `erased`.
"""

import base64
import contextlib
import io
import itertools
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import tempfile
import tracemalloc
import unittest
from hashlib import sha256
from typing import Optional
from unittest import mock

from flink_multimodal import (
    CorruptObjectError,
    DerivedRef,
    ExternalRef,
    InlineRef,
    MultimodalError,
    ObjectErasedError,
    ObjectNotFoundError,
    ObjectTooLargeError,
    Reference,
    RefusedError,
    Store,
    StoreDataset,
    StoreIterableDataset,
    StoredRef,
    json_lines_shards,
    open_store,
    parse,
    to_bytes,
    to_text,
)
from flink_multimodal import _packs
from flink_multimodal import dataset as dataset_module
from flink_multimodal._crc32c import crc32c
from flink_multimodal._places import Folder
from flink_multimodal.dataset import Shard

STORE = os.environ.get("MULTIMODAL_TEST_STORE", "")
OBJECTS = os.environ.get("MULTIMODAL_TEST_OBJECTS", "")


def objects() -> dict[str, str]:
    lines = pathlib.Path(OBJECTS).read_text().splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def present(least: int = 0, most: int = 1 << 62) -> dict[StoredRef, str]:
    found = {}
    for text, digest in objects().items():
        ref = parse(text)
        if isinstance(ref, StoredRef) and digest != "erased" and least <= ref.length < most:
            found[ref] = digest
    return found


def sample_of(row: dict, store: Store) -> tuple[int, str]:  # type: ignore[type-arg]
    return row["label"], sha256(row["img"].read(store)).hexdigest()


@unittest.skipUnless(STORE, "MULTIMODAL_TEST_STORE names no store; PythonReaderITCase makes one")
class StoreTest(unittest.TestCase):
    def test_reads_every_object(self) -> None:
        store = open_store(STORE)
        sizes = set()
        for text, digest in objects().items():
            if digest != "erased":
                data = store.read(text)
                self.assertEqual(sha256(data).hexdigest(), digest)
                self.assertEqual(store.read(to_bytes(parse(text))), data)
                sizes.add(len(data).bit_length())
        self.assertGreater(len(sizes), 4)

    def test_reads_many_in_order(self) -> None:
        store = open_store(STORE, cache_bytes=0)
        refs = list(present()) * 3
        digests = [sha256(data).hexdigest() for data in store.read_many(refs, threads=4)]
        self.assertEqual(digests, list(present().values()) * 3)

    def test_reads_ranges_of_a_large_object(self) -> None:
        store = open_store(STORE)
        self.assertTrue(present(8 << 20))
        for ref in present(8 << 20):
            whole = store.read(ref)
            with store.open(ref) as file:
                self.assertEqual(file.seek(0, os.SEEK_END), len(whole))
                for at, length in ((0, 10), (262_140, 10), (5_000_000, 600_000), (len(whole) - 3, 9)):
                    file.seek(at)
                    self.assertEqual(file.read(length), whole[at : at + length])

    def test_says_that_an_object_was_erased(self) -> None:
        erased = [text for text, digest in objects().items() if digest == "erased"]
        self.assertTrue(erased)
        for text in erased:
            with self.assertRaises(ObjectErasedError):
                open_store(STORE).read(text)

    def test_says_that_an_object_is_absent(self) -> None:
        store = open_store(STORE)
        with self.assertRaisesRegex(ObjectNotFoundError, "in none of its 1 epochs"):
            store.read(StoredRef(store.id, bytes(32), 5))

    def test_refuses_other_stores_and_what_is_not_stored(self) -> None:
        store = open_store(STORE)
        with self.assertRaisesRegex(RefusedError, "ffffffff"):
            store.read(StoredRef(b"\xff" * 4, bytes(32), 5))
        with self.assertRaisesRegex(RefusedError, "MATERIALIZE"):
            store.read(DerivedRef(next(iter(present())), b"\1"))
        with self.assertRaisesRegex(RefusedError, "outside the store"):
            store.read(ExternalRef("https://host/cat.jpg"))

    def test_refuses_a_length_that_is_not_that_of_the_object(self) -> None:
        store = open_store(STORE)
        ref = next(iter(present(most=1 << 20)))
        with self.assertRaisesRegex(RefusedError, f"has {ref.length} bytes"):
            store.read(StoredRef(ref.store_id, ref.digest, ref.length + 1))
        self.assertEqual(len(store.read(ref)), ref.length)
        with self.assertRaisesRegex(RefusedError, f"has {ref.length} bytes"):
            store.read(StoredRef(ref.store_id, ref.digest, ref.length + 1))

    def test_refuses_a_large_reference_that_is_wrong_where_the_object_is_sound(self) -> None:
        store = open_store(STORE)
        for ref in present(8 << 20):
            other = StoredRef(ref.store_id, ref.digest, ref.length, bytes(32))
            longer = StoredRef(ref.store_id, ref.digest, ref.length + 1, ref.tree_root)
            for read in (store.read, store.open):
                with self.assertRaisesRegex(RefusedError, "another range tree"):
                    read(other)
                with self.assertRaisesRegex(RefusedError, f"has {ref.length} bytes"):
                    read(longer)

    def test_takes_no_more_bytes_than_the_caller(self) -> None:
        store = open_store(STORE)
        for ref in present():
            with self.assertRaises(ObjectTooLargeError):
                store.read(ref, max_bytes=ref.length - 1)

    def test_makes_samples_in_several_processes(self) -> None:
        rows = [{"img": {"object": to_bytes(ref)}, "label": ref.length} for ref in present()]
        digests = list(present().values())
        dataset = StoreDataset(STORE, rows, sample_of)
        self.assertEqual(len(dataset), len(rows))
        expected = [(row["label"], digest) for row, digest in zip(rows, digests)]
        # As torch's loader does: workers that are forked after the parent has used the store.
        self.assertEqual(dataset[0], expected[0])
        for method in ("fork", "spawn"):
            with multiprocessing.get_context(method).Pool(2) as workers:
                self.assertEqual(workers.map(dataset.__getitem__, range(len(rows))), expected)
        self.assertEqual(dataset.__getitems__([2, 0]), [expected[2], expected[0]])

    def test_samples_are_bytes_where_nothing_else_is_said(self) -> None:
        dataset = StoreDataset(STORE, [to_text(ref) for ref in present()])
        for i, digest in enumerate(present().values()):
            self.assertEqual(sha256(dataset[i]).hexdigest(), digest)
        two = {"a": to_text(next(iter(present()))), "b": to_text(next(iter(present())))}
        with self.assertRaisesRegex(ValueError, "2 media"):
            StoreDataset(STORE, [two], columns=("a", "b"))[0]

    def shards(self, count: int) -> list[Shard]:
        """All objects as rows of JSON, each in one of some files."""
        rows = [
            json.dumps({"img": to_text(ref), "label": ref.length}) + "\n" for ref in present()
        ]
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        files = [folder / f"{n}.jsonl" for n in range(count)]
        for n, file in enumerate(files):
            file.write_text("".join(rows[n::count]))
        return list(json_lines_shards(files))

    def test_iterates_over_shards_in_their_order(self) -> None:
        refs = {to_text(ref): digest for ref, digest in present().items()}
        shards = self.shards(3)
        expected = [refs[row["img"]] for shard in shards for row in shard()]
        found = [digest for _, digest in StoreIterableDataset(STORE, shards, sample_of)]
        self.assertEqual(found, expected)

    def test_each_worker_and_machine_has_shards_of_its_own(self) -> None:
        found = []
        for rank in range(2):
            dataset = StoreIterableDataset(STORE, self.shards(7), sample_of, rank=rank, world=2)
            for worker in range(2):
                with mock.patch.object(dataset_module, "_worker", lambda w=worker: (w, 2)):
                    part = [digest for _, digest in dataset]
                self.assertLess(len(part), len(present()))
                found += part
        self.assertEqual(sorted(found), sorted(present().values()))

    def test_shuffles_by_seed_and_epoch(self) -> None:
        shards = self.shards(3)
        dataset = StoreIterableDataset(STORE, shards, sample_of, shuffle_rows=4, seed=1)
        first = list(dataset)
        self.assertEqual(list(dataset), first)
        dataset.set_epoch(1)
        second = list(dataset)
        self.assertNotEqual(second, first)
        self.assertEqual(sorted(second), sorted(first))
        self.assertEqual(len(first), len(present()))

    def test_says_which_line_is_not_json(self) -> None:
        shards = self.shards(1)
        with open(shards[0].path, "a") as file:  # type: ignore[attr-defined]
            file.write("{\n")
        with self.assertRaisesRegex(ValueError, f"Line {len(present()) + 1} of "):
            list(StoreIterableDataset(STORE, shards))

    def test_writes_references_that_java_reads(self) -> None:
        """Java compares each line: the hexadecimal binary form, and the text."""
        rng = random.Random(7)
        refs: list[Reference] = [parse(text) for text in objects()]
        for _ in range(200):
            length = rng.choice((0, 1, 127, 128, 1 << 20, 8 << 20, (8 << 20) + 1, (1 << 63) - 1))
            root = rng.randbytes(32) if length > 8 << 20 else None
            stored = StoredRef(rng.randbytes(4), rng.randbytes(32), length, root)
            refs += [stored, DerivedRef(stored, rng.randbytes(rng.randint(1, 40)))]
            refs.append(InlineRef(rng.randbytes(rng.randrange(300))))
            offset, size = rng.randrange(1 << 40), rng.choice((None, 0, 5000))
            validator = rng.choice((None, '"etag"'))
            refs.append(ExternalRef(f"https://host/{length}/ü.png", offset, size, validator))
        lines = [f"{to_bytes(ref).hex()} {to_text(ref)}\n" for ref in refs]
        pathlib.Path(OBJECTS + ".python").write_text("".join(lines))


    def test_runs_the_example_of_the_docs(self) -> None:
        page = (pathlib.Path(__file__).parents[2] / "docs/python.md").read_text()
        example = page.split("```python\n")[1].split("```")[0]
        rows = pathlib.Path(OBJECTS + ".json")
        with rows.open("w") as file:
            for ref in present():
                reference = base64.b64encode(to_bytes(ref)).decode()
                json.dump({"img": {"object": reference, "content_type": "image/png"}}, file)
                file.write("\n")
        for place, real in (("file:///shared/media", STORE), ("/data/catalogue.json", str(rows))):
            self.assertIn(place, example)
            example = example.replace(place, real)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example, {})
        lines = [f"image/png {ref.length}" for ref in present()]
        self.assertEqual(printed.getvalue().splitlines(), lines)


@unittest.skipUnless(STORE.startswith("file:"), "needs a store in a folder, to damage a copy of it")
class DamagedStoreTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = pathlib.Path(folder.name, "store")
        shutil.copytree(STORE.removeprefix("file://"), self.store)

    def test_gives_the_bytes_or_an_error_for_any_flipped_bit(self) -> None:
        rng = random.Random(3)
        files = [path for path in self.store.rglob("*") if path.is_file() and path.stat().st_size]
        failed = 0
        for _ in range(100):
            path = rng.choice(files)
            sound = path.read_bytes()
            near_the_end = len(sound) - 1 - rng.randrange(min(64, len(sound)))
            at = rng.choice((rng.randrange(len(sound)), near_the_end))
            flipped = bytes([sound[at] ^ 1 << rng.randrange(8)])
            path.write_bytes(sound[:at] + flipped + sound[at + 1 :])
            failed += self.unreadable()
            path.write_bytes(sound)
        self.assertGreater(failed, 0)
        self.assertEqual(self.unreadable(), 0)

    def unreadable(self) -> int:
        """How many small objects cannot be read. What is read is right."""
        failed = 0
        for ref, digest in present(most=1 << 20).items():
            try:
                data = open_store(str(self.store)).read(ref)
            except MultimodalError:
                failed += 1
            else:
                self.assertEqual(sha256(data).hexdigest(), digest)
        return failed

    def test_finds_objects_without_footers_and_indexes(self) -> None:
        for pack in self.store.glob("packs/*/*.pack"):
            pack.write_bytes(pack.read_bytes()[:-1] + b"?")
        shutil.rmtree(self.store / "index", ignore_errors=True)
        self.assertEqual(self.unreadable(), 0)

    def test_says_that_an_object_was_erased_whose_place_it_knows(self) -> None:
        ref = next(iter(present(most=1 << 20)))
        store = open_store(str(self.store), cache_bytes=0)
        content = store.read(ref)
        for pack in self.store.glob("packs/*/*"):
            pack.write_bytes(pack.read_bytes().replace(content, bytes(len(content))))
        with self.assertRaises(CorruptObjectError):
            store.read(ref)
        (self.store / "erased").mkdir(exist_ok=True)
        (self.store / "erased" / ref.digest.hex()).touch()
        with self.assertRaises(ObjectErasedError):
            store.read(ref)
        (self.store / "objects/1" / ref.digest.hex()).write_bytes(b"put again, and damaged")
        with self.assertRaises(CorruptObjectError):
            store.read(ref)

    def test_finds_an_object_whose_pack_gets_another_name_while_packs_are_listed(self) -> None:
        ref = next(iter(present(most=1 << 20)))
        store = open_store(str(self.store))
        place = store._place
        sizes = place.size

        def size(name: str) -> Optional[int]:
            path = self.store / name
            if name.endswith(".pack") and not path.stem.startswith("merged"):
                path.rename(path.with_name(f"merged-{path.name}"))
            return sizes(name)

        with mock.patch.object(place, "size", size), mock.patch.object(store, "_epochs", [1]):
            self.assertEqual(len(store.read(ref)), ref.length)

    def test_finds_an_object_whose_pack_a_listing_misses(self) -> None:
        ref = next(iter(present(most=1 << 20)))
        store = open_store(str(self.store))
        names = store._place.names
        listings = itertools.count(1)
        missed = False

        def miss_once(folder: str) -> list[str]:
            nonlocal missed
            found = names(folder)
            if not folder.startswith("packs/") or next(listings) != 1:
                return found
            missed = True
            return []

        store._epochs = [1]
        with mock.patch.object(store._place, "names", miss_once):
            self.assertEqual(len(store.read(ref)), ref.length)
        self.assertTrue(missed)

    def test_lists_once_where_an_object_is_absent_and_nothing_has_changed(self) -> None:
        store = open_store(str(self.store))
        absent = StoredRef(store.id, bytes(32), 100)
        with self.assertRaises(ObjectNotFoundError):
            store.read(absent)
        with mock.patch.object(store, "_list", wraps=store._list) as lists:
            with self.assertRaises(ObjectNotFoundError):
                store.read(absent)
        self.assertEqual(lists.call_count, 1)

    def test_holds_no_more_of_a_copy_than_the_object_has(self) -> None:
        ref = next(iter(present(1 << 20, 8 << 20)))
        path = next(self.store.glob(f"objects/*/{ref.digest.hex()}"))
        os.truncate(path, 64 << 20)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        with self.assertRaises(CorruptObjectError):
            open_store(str(self.store)).read(ref)
        self.assertLess(tracemalloc.get_traced_memory()[1], ref.length + (4 << 20))

    def test_passes_over_zeros_in_a_pack_at_once(self) -> None:
        pack = next(path for path in self.store.glob("packs/*/*.pack"))
        with pack.open("r+b") as file:
            file.truncate(pack.stat().st_size + (1 << 20))
        with mock.patch.object(_packs, "crc32c", wraps=_packs.crc32c) as checksums:
            entries = _packs.entries(Folder(str(self.store)), str(pack))
            self.assertEqual({digest for digest, _, _ in entries or ()}, self.packed(pack))
        self.assertLess(checksums.call_count, 10_000)

    def packed(self, pack: pathlib.Path) -> set[bytes]:
        data = pack.read_bytes()
        return {ref.digest for ref in present(most=1 << 20) if ref.digest in data}

    def test_uses_no_index_of_another_store(self) -> None:
        pack = next(self.store.glob("packs/1/*.pack"))
        for number in range(9):
            shutil.copy(pack, pack.with_name(f"copy-{number}.pack"))
        for store_id, hidden in ((b"\xff" * 4, False), (open_store(str(self.store)).id, True)):
            shutil.rmtree(self.store / "index", ignore_errors=True)
            (self.store / "index/1").mkdir(parents=True)
            (self.store / "index/1/other.index").write_bytes(self.index_of_empty_packs(store_id))
            self.assertEqual(self.unreadable() > 0, hidden)

    def index_of_empty_packs(self, store_id: bytes) -> bytes:
        index = b"MMINDX01" + store_id + (1).to_bytes(8, "big")
        index += crc32c(index).to_bytes(4, "big")
        for path in self.store.glob("packs/1/*.pack"):
            name = path.stem.encode()
            section = len(name).to_bytes(2, "big") + name + (48).to_bytes(8, "big") + bytes(4)
            index += section + crc32c(section + len(index).to_bytes(8, "big")).to_bytes(4, "big")
        return index

    def test_reads_a_large_object_whose_tree_is_lost_and_finds_damage_in_it(self) -> None:
        ref = next(iter(present(8 << 20)))
        whole = open_store(str(self.store)).read(ref)
        for tree in self.store.glob("trees/*/*"):
            tree.unlink()
        with open_store(str(self.store)).open(ref) as file:
            file.seek(6_000_000)
            self.assertEqual(file.read(100), whole[6_000_000:6_000_100])
        path = next(self.store.glob(f"objects/*/{ref.digest.hex()}"))
        path.write_bytes(whole[:6_000_000] + b"?" + whole[6_000_001:])
        for read in (open_store(str(self.store)).open, open_store(str(self.store)).read):
            with self.assertRaises(CorruptObjectError):
                read(ref)

    def test_finds_damage_in_the_segment_that_is_read(self) -> None:
        ref = next(iter(present(8 << 20)))
        path = next(self.store.glob(f"objects/*/{ref.digest.hex()}"))
        whole = path.read_bytes()
        path.write_bytes(whole[:6_000_000] + bytes([whole[6_000_000] ^ 1]) + whole[6_000_001:])
        with open_store(str(self.store)).open(ref) as file:
            self.assertEqual(file.read(1000), whole[:1000])
            file.seek(6_000_000)
            with self.assertRaisesRegex(CorruptObjectError, "262144 bytes from 5767168"):
                file.read(1)

    def test_refuses_a_damaged_root_and_a_folder_without_one(self) -> None:
        root = self.store / "root"
        root.write_bytes(root.read_bytes().replace(b"store=", b"stone="))
        with self.assertRaises(CorruptObjectError):
            open_store(str(self.store))
        with self.assertRaisesRegex(ObjectNotFoundError, "no store"):
            open_store(str(self.store / "packs"))


if __name__ == "__main__":
    unittest.main()
