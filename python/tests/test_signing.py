# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Signatures against the example of docs/format.md."""

import os
import pathlib
import tempfile
import unittest

from flink_multimodal import InvalidReferenceError, RefusedError, Signer, parse, to_text

REF = "cas:1:1a2b3c4d:sha256:81db8ebbbbc69c6c6ad4a6aa92b76e0c08af547da236b9e2c9dbe1d8285a8130:4096"
SIGNED = REF + ":sig:01:52ee9a367a1306a3d712e15af3779326"


class SigningTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def keys(self, text: str, mode: int = 0o600) -> str:
        path = pathlib.Path(self.folder.name, "keys")
        path.write_text(text)
        os.chmod(path, mode)
        return str(path)

    def test_signs_and_verifies_the_example(self) -> None:
        signer = Signer.of_file(self.keys("# a comment\n\n01 " + "11" * 32 + "\n02 " + "22" * 32))
        self.assertEqual(signer.sign(parse(REF)), SIGNED)
        self.assertEqual(to_text(signer.verify(SIGNED)), REF)
        self.assertNotIn("1111", repr(signer))

    def test_refuses_what_is_not_signed_or_signed_wrongly(self) -> None:
        signer = Signer({1: b"\x11" * 32})
        for wrong in (REF, SIGNED[:-1] + "7", SIGNED.replace(":sig:01:", ":sig:03:")):
            with self.subTest(wrong), self.assertRaises(RefusedError):
                signer.verify(wrong)
        with self.assertRaises(RefusedError):
            signer.verify(SIGNED.replace(":4096:", ":4097:"))
        with self.assertRaises(InvalidReferenceError):
            signer.verify("inl:1:AQAA" + SIGNED[len(REF) :])

    def test_signs_no_inline_reference(self) -> None:
        signer = Signer({1: b"\x11" * 32})
        self.assertEqual(signer.sign(parse("inl:1:AQAA")), "inl:1:AQAA")
        self.assertEqual(to_text(signer.verify("inl:1:AQAA")), "inl:1:AQAA")

    def test_refuses_a_file_that_others_may_read(self) -> None:
        with self.assertRaisesRegex(RefusedError, "chmod 600"):
            Signer.of_file(self.keys("01 " + "11" * 32, 0o604))

    def test_refuses_a_line_without_quoting_it(self) -> None:
        with self.assertRaisesRegex(RefusedError, "Line 1") as caught:
            Signer.of_file(self.keys("secret"))
        self.assertNotIn("secret", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
