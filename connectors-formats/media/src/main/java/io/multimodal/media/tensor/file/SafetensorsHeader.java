// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;

/** Parses the JSON of a {@code .safetensors} header, token by token. */
final class SafetensorsHeader {
    /** The most dimensions of a tensor. */
    private static final int MAX_DIMENSIONS = 64;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;

    private SafetensorsHeader(JsonParser json) {
        this.json = json;
    }

    /**
     * The tensors in the order of the text; the text's metadata is left out.
     *
     * @throws MediaException CORRUPT if it is no such text, or names a tensor twice
     */
    static List<SafetensorsEntry> parse(byte[] text) throws MediaException {
        if (text.length == 0 || text[0] != '{') {
            throw corrupt("it does not begin with '{'; the file may be of another format");
        }
        try (JsonParser json = JSON.createParser(text)) {
            return new SafetensorsHeader(json).entries();
        } catch (MediaException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw corrupt(e.getOriginalMessage());
        } catch (IOException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }

    private List<SafetensorsEntry> entries() throws IOException {
        List<SafetensorsEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!names.add(name)) {
                throw corrupt("it names '" + name + "' twice");
            }
            json.nextToken();
            if (name.equals("__metadata__")) {
                json.skipChildren();
            } else {
                entries.add(entry(name));
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "the header");
        if (json.nextToken() != null) {
            throw corrupt("something follows its end");
        }
        return entries;
    }

    private SafetensorsEntry entry(String name) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "'" + name + "'");
        String dtype = null;
        long[] shape = null;
        long[] range = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(json.currentToken(), JsonToken.VALUE_STRING, "dtype of " + name);
                    dtype = json.getText();
                }
                case "shape" -> shape = numbers("the shape of '" + name + "'");
                case "data_offsets" -> range = numbers("data_offsets of '" + name + "'");
                default -> json.skipChildren();
            }
        }
        if (dtype == null || shape == null || range == null) {
            throw corrupt("'" + name + "' lacks dtype, shape or data_offsets");
        }
        if (range.length != 2 || range[1] < range[0]) {
            throw corrupt("data_offsets of '" + name + "' are not a beginning and an end");
        }
        return new SafetensorsEntry(name, dtype, shape, range[0], range[1]);
    }

    private long[] numbers(String what) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, what);
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            long number = json.getLongValue();
            if (number < 0 || numbers.size() == MAX_DIMENSIONS) {
                throw corrupt(what + " has a negative number, or more than " + MAX_DIMENSIONS);
            }
            numbers.add(number);
        }
        expect(json.currentToken(), JsonToken.END_ARRAY, what);
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void expect(JsonToken seen, JsonToken expected, String what)
            throws MediaException {
        if (seen != expected) {
            throw corrupt("in " + what + " is " + seen + "; expected " + expected);
        }
    }

    private static MediaException corrupt(String what) {
        return new MediaException(
                ErrorCode.CORRUPT, "The header of the safetensors file cannot be read: " + what);
    }
}
