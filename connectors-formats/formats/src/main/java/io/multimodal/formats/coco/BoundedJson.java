// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.StreamReadFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.JsonEOFException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.json.JsonReadFeature;

/**
 * Reads a document of JSON as a stream, and takes no more memory than allowed for what is kept of
 * it: Strings, Longs, Doubles, Booleans, Lists, Maps and nulls. The parser limits the depth and the
 * length of texts. Not thread-safe.
 */
final class BoundedJson implements Closeable {
    /** A number with what points to it, and an array with its list. */
    private static final int VALUE_BYTES = 20;

    private static final int NESTED_BYTES = 48;

    /** NaN, which Python writes, is a bad value and not a bad document. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final JsonParser parser;
    private final long maxBytes;
    private long kept;

    /**
     * @param document not closed with this
     */
    BoundedJson(InputStream document, long maxBytes) throws IOException {
        this.parser = FACTORY.createParser(document);
        this.maxBytes = maxBytes;
    }

    /** The next token; null at the end. */
    JsonToken next() throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonEOFException e) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "the JSON ends before it is complete, after %d bytes"
                            .formatted(parser.currentLocation().getByteOffset()),
                    e);
        }
    }

    /** The name of the field that was read. */
    String name() throws IOException {
        return parser.currentName();
    }

    /** Passes over the value that begins with the current token. */
    void skip() throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            token = next();
        }
    }

    /**
     * Fields of the object that begins with the current token.
     *
     * @param places where the fields of each name are put; others are passed over
     */
    Object[] fields(Map<String, Integer> places) throws IOException {
        keep(NESTED_BYTES);
        Object[] fields = new Object[places.size()];
        while (next() != JsonToken.END_OBJECT) {
            Integer place = places.get(name());
            next();
            if (place != null) {
                fields[place] = value();
            } else {
                skip();
            }
        }
        return fields;
    }

    /** The value that begins with the current token. */
    private Object value() throws IOException {
        JsonToken token = parser.currentToken();
        keep(token.isStructStart() ? NESTED_BYTES : VALUE_BYTES);
        return switch (token) {
            case START_ARRAY -> list();
            case START_OBJECT -> object();
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private String text() throws IOException {
        String text = parser.getText();
        keep(text.length());
        return text;
    }

    private Object whole() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getDoubleValue();
        }
        return parser.getLongValue();
    }

    private List<Object> list() throws IOException {
        List<Object> list = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return Arrays.asList(list.toArray());
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = name();
            keep(name.length());
            next();
            object.put(name, value());
        }
        return object;
    }

    private void keep(long bytes) throws MediaException {
        kept += bytes;
        if (kept > maxBytes) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "its images and annotations take more than %d bytes ('coco.max-memory'); declare fewer fields, or raise the option"
                            .formatted(maxBytes));
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
