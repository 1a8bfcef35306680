// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.Attribute;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;

/** Plans and messages of Flink's, in which multimodal types stand as one writes them. */
final class DisplayText {
    /** What Flink prints for a description where it wants to be brief. */
    private static final String BRIEF = "...";

    private static final Map<MultimodalType<?>, Pattern> PATTERNS =
            MultimodalTypes.all().stream()
                    .collect(Collectors.toUnmodifiableMap(type -> type, DisplayText::pattern));

    private DisplayText() {}

    /** The text itself where it names none of the types. */
    static String of(String text) {
        String readable = text;
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            readable =
                    PATTERNS.get(type)
                            .matcher(readable)
                            .replaceAll(found -> Matcher.quoteReplacement(word(type, found)));
        }
        return readable;
    }

    private static String word(MultimodalType<?> type, MatchResult found) {
        Map<String, String> parameters = new HashMap<>();
        List<Attribute> attributes = type.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            String description = found.group(i + 1);
            if (BRIEF.equals(description)) {
                return type.word() + "(…)";
            }
            if (description != null) {
                parameters.put(attributes.get(i).name(), description.replace("''", "'"));
            }
        }
        return new DeclaredType(type, parameters).toSql();
    }

    /** In any case: the validator's messages shout. */
    private static Pattern pattern(MultimodalType<?> type) {
        String attributes =
                type.attributes().stream()
                        .map(DisplayText::pattern)
                        .collect(Collectors.joining(", "));
        return Pattern.compile(
                "STRUCTURED<'"
                        + Pattern.quote(type.valueClass().getName())
                        + "', "
                        + attributes
                        + ">",
                Pattern.CASE_INSENSITIVE);
    }

    private static String pattern(Attribute attribute) {
        LogicalType type = attribute.kind().dataType().getLogicalType();
        return Pattern.quote("`" + attribute.name() + "` ")
                + "(?:"
                + Pattern.quote(type.asSummaryString())
                + "|"
                + Pattern.quote(type.asSerializableString())
                + ")(?: '((?:[^']|'')*)')?";
    }
}
