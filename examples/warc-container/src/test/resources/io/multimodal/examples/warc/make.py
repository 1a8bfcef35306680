# Writes warcio.warc with warcio 1.8.1, and reads with it a file that our writer wrote:
#   python make.py write warcio.warc
#   python make.py read ours.warc
import io
import sys

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = {"WARC-Date": "2026-11-02T10:00:00Z"}

if sys.argv[1] == "write":
    with open(sys.argv[2], "wb") as out:
        writer = WARCWriter(out, gzip=False)
        writer.write_record(writer.create_warcinfo_record("warcio.warc", {"software": "warcio"}))
        body = b"one\r\n\r\ntwo" * 300
        http = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))], "HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            "https://example.org/a.txt", "response", payload=io.BytesIO(body), http_headers=http,
            warc_headers_dict=dict(DATE)))
        for uri, content_type, body in [
                ("https://example.org/b%20c?d=1", "text/html", b"<p>two</p>"),
                ("urn:three", "application/octet-stream", b"")]:
            writer.write_record(writer.create_warc_record(
                uri, "resource", payload=io.BytesIO(body), warc_content_type=content_type,
                warc_headers_dict=dict(DATE)))
else:
    with open(sys.argv[2], "rb") as file:
        for record in ArchiveIterator(file):
            print(record.rec_type, record.rec_headers.get_header("WARC-Target-URI"),
                  len(record.content_stream().read()))
