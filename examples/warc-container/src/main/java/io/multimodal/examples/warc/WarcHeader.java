// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first line and the named fields of a record, or of an answer of HTTP in it.
 *
 * @param fields by name, in lower case
 */
record WarcHeader(String firstLine, Map<String, String> fields) {
    private static final int MOST_BYTES = 64 << 10;

    /** Reads up to the empty line. Null at the end of the file. */
    static WarcHeader read(SampleInput file) throws IOException {
        if (file.position() >= file.sizeBytes()) {
            return null;
        }
        long most = file.position() + MOST_BYTES;
        String first = line(file, most);
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(file, most); !line.isEmpty(); line = line(file, most)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw corrupt("the line '%s' is no field of a header".formatted(excerpt(line)));
            }
            fields.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new WarcHeader(first, fields);
    }

    private static String line(SampleInput file, long most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        while ((b = file.read()) != '\n') {
            if (b < 0) {
                throw new EOFException("the file ends in a header");
            } else if (file.position() > most) {
                throw corrupt("a header is longer than %d bytes".formatted(MOST_BYTES));
            }
            line.write(b);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    /** A named field; null if there is none. */
    String field(String name) {
        return fields.get(name.toLowerCase(Locale.ROOT));
    }

    /** The length of what follows. */
    long contentLength() throws MediaException {
        String length = field("Content-Length");
        if (length == null || !length.matches("[0-9]{1,18}")) {
            throw corrupt("the Content-Length of a record is '%s'".formatted(length));
        }
        return Long.parseLong(length);
    }

    static MediaException corrupt(String why) {
        return new MediaException(ErrorCode.CORRUPT, why);
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
