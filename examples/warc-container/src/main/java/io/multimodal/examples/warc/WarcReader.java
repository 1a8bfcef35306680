// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.StringData;

/** Reads headers, and says where payloads lie. */
final class WarcReader implements SampleReader {
    private final SampleInput file;
    private final List<WarcField> fields;
    private long next;

    WarcReader(SampleInput file, List<WarcField> fields) throws IOException {
        this.file = file;
        this.fields = fields;
        this.next = file.position();
        file.seek(0);
        if (file.read() == 0x1f && file.read() == 0x8b) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED, "it is compressed with gzip; unpack it with gunzip");
        }
    }

    @Override
    public Sample next() throws IOException {
        while (true) {
            file.seek(next);
            WarcHeader header = WarcHeader.read(file);
            if (header == null) {
                return null;
            } else if (!header.firstLine().startsWith("WARC/1.")) {
                throw WarcHeader.corrupt("no record of WARC 1 begins at byte " + next);
            }
            long content = file.position();
            long length = header.contentLength();
            if (length > file.sizeBytes() - content - 4) {
                throw new EOFException("the file ends in a record of %d bytes".formatted(length));
            }
            next = content + length + 4;
            String type = header.field("WARC-Type");
            if ("resource".equals(type)) {
                return sample(header, header.field("Content-Type"), content, length);
            } else if ("response".equals(type)) {
                return response(header, content, length);
            }
        }
    }

    /** The payload of a response begins behind the header of HTTP. */
    private Sample response(WarcHeader header, long content, long length) throws IOException {
        file.seek(content);
        WarcHeader http = WarcHeader.read(file);
        long begin = file.position();
        if (http == null || !http.firstLine().startsWith("HTTP/") || begin > content + length) {
            return Sample.faulty(name(header), next, "it holds no answer of HTTP");
        }
        String coding = http.field("Transfer-Encoding");
        String encoding = http.field("Content-Encoding");
        if (coding != null || encoding != null) {
            return Sample.faulty(
                    name(header),
                    next,
                    "its payload is encoded as " + (coding == null ? encoding : coding));
        }
        return sample(header, http.field("Content-Type"), begin, content + length - begin);
    }

    private Sample sample(WarcHeader header, String contentType, long begin, long length) {
        SampleField[] read = new SampleField[fields.size()];
        for (int i = 0; i < read.length; i++) {
            WarcField field = fields.get(i);
            if (field == WarcField.PAYLOAD) {
                read[i] = new SampleField.Range(begin, length);
            } else {
                String text =
                        field == WarcField.CONTENT_TYPE
                                ? contentType
                                : header.field(field.header());
                read[i] = text == null ? null : new SampleField.Value(StringData.fromString(text));
            }
        }
        return Sample.of(name(header), Arrays.asList(read), next);
    }

    private static String name(WarcHeader header) {
        return String.valueOf(header.field("WARC-Target-URI"));
    }
}
