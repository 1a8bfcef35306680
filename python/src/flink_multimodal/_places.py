# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Where the bytes of stores lie: a folder, or a bucket in S3."""

from __future__ import annotations

import os
from typing import Any, Iterator, Optional, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from .errors import RefusedError, StoreUnavailableError


class Place(Protocol):
    """Named bytes. Names are relative and use slashes. Thread-safe; every method blocks."""

    is_remote: bool
    """Whether a read crosses a network."""

    def names(self, folder: str) -> Iterator[str]:
        """The names of the files directly in a folder, in no order; none if there is no folder."""
        ...

    def size(self, name: str) -> Optional[int]:
        """The length of a file in bytes; None if there is none."""
        ...

    def read(self, name: str, offset: int = 0, length: Optional[int] = None) -> Optional[bytes]:
        """Bytes of a file, fewer where it ends; None if there is no file."""
        ...


def open_place(uri: str) -> Place:
    """The place of a store's URI: `file:///folder`, a path, or `s3://bucket/prefix?endpoint=…`."""
    parts = urlsplit(uri)
    if parts.scheme in ("", "file"):
        if parts.netloc not in ("", "localhost"):
            raise RefusedError(f"The URI {uri} names a host; write file:///folder")
        return Folder(unquote(parts.path) if parts.scheme else uri)
    if parts.scheme == "s3":
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return S3Bucket.open(parts.netloc, parts.path.strip("/"), options)
    raise RefusedError(f"The scheme of {uri} is neither file nor s3")


class Folder:
    """A folder. Symbolic links below it are not followed out of it, since names come from digests."""

    is_remote = False

    def __init__(self, path: str) -> None:
        self._path = path

    def __repr__(self) -> str:
        return self._path

    def names(self, folder: str) -> Iterator[str]:
        try:
            with os.scandir(os.path.join(self._path, folder)) as entries:
                yield from [entry.name for entry in entries]
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as e:
            raise StoreUnavailableError(f"Cannot list {folder} of the store at {self}: {e}") from e

    def size(self, name: str) -> Optional[int]:
        try:
            return os.stat(os.path.join(self._path, name)).st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as e:
            raise StoreUnavailableError(f"Cannot look at {name} of the store at {self}: {e}") from e

    def read(self, name: str, offset: int = 0, length: Optional[int] = None) -> Optional[bytes]:
        try:
            with open(os.path.join(self._path, name), "rb") as file:
                if offset:
                    file.seek(offset)
                return file.read(-1 if length is None else length)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as e:
            raise StoreUnavailableError(f"Cannot read {name} of the store at {self}: {e}") from e


class S3Bucket:
    """A bucket, or what lies under a prefix of it. Needs the package boto3."""

    is_remote = True

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix + "/" if prefix else ""

    @staticmethod
    def open(bucket: str, prefix: str, options: dict[str, str]) -> S3Bucket:
        """Credentials come from the environment, a profile or a role, as boto3 finds them."""
        try:
            import boto3
            from botocore.config import Config
        except ImportError as e:
            raise RefusedError("Stores in S3 need boto3: pip install 'flink-multimodal[s3]'") from e
        style = "path" if options.get("path-style") == "true" else "auto"
        client = boto3.client(
            "s3",
            endpoint_url=options.get("endpoint"),
            region_name=options.get("region"),
            config=Config(s3={"addressing_style": style}, retries={"mode": "standard"}),
        )
        return S3Bucket(client, bucket, prefix)

    def __repr__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def names(self, folder: str) -> Iterator[str]:
        prefix = f"{self._prefix}{folder}/"
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix
            )
            for page in pages:
                for item in page.get("Contents", ()):
                    name = item["Key"][len(prefix) :]
                    if name and "/" not in name:
                        yield name
        except _client_errors() as e:
            raise self._unavailable("list", folder, e) from e

    def size(self, name: str) -> Optional[int]:
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=self._prefix + name)
            return int(head["ContentLength"])
        except _client_errors() as e:
            if _is_absent(e):
                return None
            raise self._unavailable("look at", name, e) from e

    def read(self, name: str, offset: int = 0, length: Optional[int] = None) -> Optional[bytes]:
        if length == 0:
            return b""
        end = "" if length is None else str(offset + length - 1)
        ranged = {"Range": f"bytes={offset}-{end}"} if offset or length is not None else {}
        try:
            answer = self._client.get_object(
                Bucket=self._bucket, Key=self._prefix + name, **ranged
            )
            data: bytes = answer["Body"].read()
            return data
        except _client_errors() as e:
            if _is_absent(e):
                return None
            if getattr(e, "response", {}).get("Error", {}).get("Code") == "InvalidRange":
                return b""
            raise self._unavailable("read", name, e) from e

    def _unavailable(self, action: str, name: str, e: Exception) -> StoreUnavailableError:
        return StoreUnavailableError(f"Cannot {action} {name} of the store at {self}: {e}")


def _client_errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError

    return (BotoCoreError, ClientError)


def _is_absent(e: Exception) -> bool:
    code = getattr(e, "response", {}).get("Error", {}).get("Code")
    return code in ("404", "NoSuchKey", "NotFound")
