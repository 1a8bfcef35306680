# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""References against the golden file that Java's tests use, and against hostile bytes."""

import pathlib
import random
import unittest

from flink_multimodal import (
    DerivedRef,
    ExternalRef,
    InlineRef,
    InvalidReferenceError,
    StoredRef,
    parse,
    to_bytes,
    to_text,
)

ROOT = pathlib.Path(__file__).parents[2]
GOLDEN = ROOT / "object-store/src/test/resources/io/multimodal/store/ref/references-v1.txt"


def golden() -> list[tuple[str, bytes, str]]:
    lines = [line.split() for line in GOLDEN.read_text().splitlines() if line and line[0] != "#"]
    return [(name, bytes.fromhex(binary), text) for name, binary, text in lines]


class ReferencesTest(unittest.TestCase):
    def test_reads_and_prints_the_golden_references(self) -> None:
        self.assertGreaterEqual(len(golden()), 10)
        for name, binary, text in golden():
            with self.subTest(name):
                ref = parse(binary)
                self.assertEqual(parse(text), ref)
                self.assertEqual(to_bytes(ref), binary)
                self.assertEqual(to_text(ref), text)

    def test_reads_the_fields(self) -> None:
        refs = {name: parse(binary) for name, binary, _ in golden()}
        self.assertEqual(refs["inline"], InlineRef(b"\1\2\xff"))
        stored = refs["stored"]
        assert isinstance(stored, StoredRef)
        self.assertEqual((stored.store_id.hex(), stored.length), ("1a2b3c4d", 4096))
        self.assertEqual(
            refs["external"], ExternalRef("s3://bucket/photos/cat.jpg", 100, 5000, '"etag-1"')
        )
        derived = refs["derived"]
        assert isinstance(derived, DerivedRef)
        self.assertEqual(derived.source, stored)

    def test_refuses_every_cut_and_every_unknown_head(self) -> None:
        for name, binary, _ in golden():
            for end in range(len(binary)):
                with self.subTest(name, end=end), self.assertRaises(InvalidReferenceError):
                    parse(binary[:end])
            with self.subTest(name), self.assertRaises(InvalidReferenceError):
                parse(binary + b"\0")
            with self.subTest(name), self.assertRaisesRegex(InvalidReferenceError, "version 2"):
                parse(b"\2" + binary[1:])
            with self.subTest(name), self.assertRaisesRegex(InvalidReferenceError, "flag"):
                parse(binary[:1] + bytes([binary[1] | 0x80]) + binary[2:])

    def test_has_one_form_for_one_identity(self) -> None:
        rng = random.Random(1)
        known = golden()
        read = 0
        for _ in range(20_000):
            data = bytearray(rng.choice(known)[1])
            for _ in range(rng.randint(1, 3)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            try:
                ref = parse(bytes(data))
            except InvalidReferenceError:
                continue
            read += 1
            self.assertEqual(to_bytes(ref), bytes(data))
            self.assertEqual(parse(to_text(ref)), ref)
        self.assertGreater(read, 1000)

    def test_refuses_texts_that_are_almost_references(self) -> None:
        text = dict((name, text) for name, _, text in golden())["stored"]
        for wrong in (
            text.upper(),
            text + " ",
            text + "\n",
            text.replace(":4096", ":04096"),
            text.replace(":4096", ":-1"),
            text.replace(":4096", ":9999999999999999999"),
            text.replace("cas:1:", "cas:2:"),
            text.replace("sha256", "../sha256"),
            text[:-5],
            "inl:1:AQADAQL_=",
            "inl:1:AQADAQL/",
            "ext:1:AQAA",
            "",
            "http://host/cat.jpg",
        ):
            with self.subTest(wrong), self.assertRaises(InvalidReferenceError):
                parse(wrong)

    def test_makes_no_reference_that_java_refuses(self) -> None:
        for uri in (
            "",
            "https://host/a\nb",
            "https://user:password@host/a",
            "https://host/a?x=1&X-Amz-Signature=1",
            "https://host/a?token=1",
            "https://host/" + "a" * 4096,
            "https://host/\ud800",
        ):
            with self.subTest(uri[:40]), self.assertRaises(InvalidReferenceError):
                ExternalRef(uri)
        uri = "https://host/a?b=user@host"
        self.assertEqual(parse(to_bytes(ExternalRef(uri))), ExternalRef(uri))
        for fields in (
            {"offset": -1},
            {"size": -1},
            {"offset": 1, "size": (1 << 63) - 2},
            {"validator": "v" * 513},
            {"prefix": b""},
            {"prefix": bytes(1025)},
            {"size": 4, "prefix": bytes(5)},
        ):
            with self.subTest(fields), self.assertRaises(InvalidReferenceError):
                ExternalRef(uri, **fields)  # type: ignore[arg-type]
        for program in (b"", bytes(4097)):
            with self.assertRaises(InvalidReferenceError):
                DerivedRef(InlineRef(b"a"), program)

    def test_refuses_credentials_in_what_others_wrote(self) -> None:
        for text in (
            "ext:1:AQINaHR0cHM6Ly9oL2EKYgAAAA",
            "ext:1:AQITaHR0cHM6Ly91c2VyOnB3QGgvYQAAAA",
            "ext:1:AQIdaHR0cHM6Ly9oL2E_WC1BbXotU2lnbmF0dXJlPTEAAAA",
        ):
            with self.subTest(text), self.assertRaises(InvalidReferenceError):
                parse(text)

    def test_checks_a_length_before_it_takes_the_bytes(self) -> None:
        with self.assertRaisesRegex(InvalidReferenceError, "at most 1040384 bytes"):
            parse(bytes.fromhex("0100ffffffffffffffff7f"))


if __name__ == "__main__":
    unittest.main()
