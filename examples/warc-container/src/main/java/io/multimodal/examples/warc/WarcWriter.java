// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;

/** Writes each sample as a record of the type {@code resource}. */
final class WarcWriter implements SampleWriter {
    private static final int MOST_CHARS = 4000;

    private final OutputStream file;
    private final List<WarcField> fields;
    private long written;

    WarcWriter(OutputStream file, List<WarcField> fields) {
        this.file = file;
        this.fields = fields;
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        String uri = checkedUri(text(sample, WarcField.URI));
        String date = date(sample);
        String contentType = text(sample, WarcField.CONTENT_TYPE);
        int payload = fields.indexOf(WarcField.PAYLOAD);
        if (sample.isNull(payload)) {
            throw refused("the payload of " + uri + " is NULL; a record has one");
        }
        ObjectHandle content = sample.content(payload);
        StringBuilder header = new StringBuilder("WARC/1.1\r\n");
        add(header, "WARC-Type", "resource");
        add(header, "WARC-Target-URI", uri);
        add(header, "WARC-Date", date);
        add(header, "WARC-Record-ID", "<urn:uuid:" + id(uri) + ">");
        if (contentType != null) {
            add(header, "Content-Type", contentType);
        }
        add(header, "Content-Length", Long.toString(content.sizeBytes()));
        file.write(header.append("\r\n").toString().getBytes(UTF_8));
        try (InputStream in = content.stream()) {
            in.transferTo(file);
        }
        file.write("\r\n\r\n".getBytes(UTF_8));
        written++;
    }

    @Override
    public void finish() {
        // Nothing follows the last record.
    }

    /** A record has one. */
    private String date(SampleValues sample) throws MediaException {
        if (!fields.contains(WarcField.DATE)) {
            return "1970-01-01T00:00:00Z";
        }
        String date = text(sample, WarcField.DATE);
        if (date == null) {
            throw refused("the column 'date' is NULL; leave it out, or give every record a date");
        }
        return date;
    }

    /** Null where there is no such column, or NULL in it. */
    private String text(SampleValues sample, WarcField field) {
        int column = fields.indexOf(field);
        return column < 0 ? null : sample.text(column);
    }

    /** Equal samples make equal files. */
    private UUID id(String uri) {
        return UUID.nameUUIDFromBytes((written + " " + uri).getBytes(UTF_8));
    }

    private static void add(StringBuilder header, String name, String value) throws MediaException {
        boolean clean =
                value.equals(value.strip())
                        && !value.isEmpty()
                        && value.length() <= MOST_CHARS
                        && value.chars().noneMatch(Character::isISOControl);
        if (!clean) {
            throw refused(
                    "the field %s has 1 to %d characters without line breaks or spaces around them"
                            .formatted(name, MOST_CHARS));
        }
        header.append(name).append(": ").append(value).append("\r\n");
    }

    private static String checkedUri(String uri) throws MediaException {
        try {
            if (uri != null && new URI(uri).isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused("the column 'uri' is no URI: " + e.getReason());
        }
        throw refused("the column 'uri' is NULL or has no scheme");
    }

    private static MediaException refused(String why) {
        return new MediaException(ErrorCode.REFUSED, why);
    }
}
