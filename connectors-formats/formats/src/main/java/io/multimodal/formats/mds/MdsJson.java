// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** JSON in the form of Python's json.dumps. */
final class MdsJson {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private MdsJson() {}

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    static String list(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "[", "]"));
    }
}
