// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.types.Parameter.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.StructuredType.StructuredAttribute;

/**
 * A multimodal type with its parameters, as a column declares it: {@code TENSOR('float32', 3, -1)}.
 * In Flink's types the parameters are the descriptions of the attributes that they fix. Immutable
 * and thread-safe.
 *
 * @param type without parameters
 * @param parameters by attribute, each in its canonical text: {@code RGB}, {@code 224}, {@code
 *     3,-1}; parameters that fix nothing are left out
 */
@Public
public record DeclaredType(MultimodalType<?> type, Map<String, String> parameters) {
    private static final String FREE = "-1";

    public DeclaredType {
        parameters = Map.copyOf(new TreeMap<>(parameters));
    }

    /**
     * The type with these arguments in order, texts and whole numbers.
     *
     * @throws IllegalArgumentException in one sentence if one cannot be or their number is wrong
     */
    public static DeclaredType of(MultimodalType<?> type, List<?> arguments) {
        return new DeclaredType(type, ParameterReader.read(type, arguments));
    }

    /** The type of a text that {@link #toSql} returned; empty if the text is not one. */
    public static Optional<DeclaredType> parse(String sql) {
        return DeclarationText.parse(sql);
    }

    /** The declared type of a Flink type; empty if it is not a multimodal type. */
    public static Optional<DeclaredType> of(LogicalType logicalType) {
        if (!(logicalType instanceof StructuredType structured)) {
            return Optional.empty();
        }
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            if (type.describes(structured)) {
                return Optional.of(new DeclaredType(type, parameters(type, structured)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(
            MultimodalType<?> type, StructuredType structured) {
        Map<String, String> parameters = new TreeMap<>();
        for (StructuredAttribute attribute : structured.getAttributes()) {
            for (Parameter parameter : type.parameters()) {
                if (parameter.attribute().equals(attribute.getName())) {
                    attribute
                            .getDescription()
                            .filter(text -> ParameterReader.isCanonical(parameter, text))
                            .ifPresent(text -> parameters.put(attribute.getName(), text));
                }
            }
        }
        return parameters;
    }

    /** The nullable type for the Table API. */
    public DataType dataType() {
        return DataTypes.STRUCTURED(
                type.valueClass(),
                type.attributes().stream()
                        .map(
                                a ->
                                        parameters.containsKey(a.name())
                                                ? DataTypes.FIELD(
                                                        a.name(),
                                                        a.kind().dataType(),
                                                        parameters.get(a.name()))
                                                : DataTypes.FIELD(a.name(), a.kind().dataType()))
                        .toArray(DataTypes.Field[]::new));
    }

    /**
     * The SQL text: the name of the type, and the parameters up to the last one that fixes
     * something.
     */
    public String toSql() {
        List<String> arguments = new ArrayList<>();
        int last = 0;
        for (Parameter parameter : type.parameters()) {
            String text = parameters.get(parameter.attribute());
            if (text == null) {
                // A text has no way to say "any", and where it is missing so is all that follows.
                arguments.add(FREE);
                continue;
            }
            arguments.add(
                    parameter.form() == Form.TEXT
                            ? "'" + text.replace("'", "''") + "'"
                            : text.replace(",", ", "));
            last = arguments.size();
        }
        if (last == 0) {
            return type.word();
        }
        boolean all = last > 1 && type.parameters().get(last - 1).form() == Form.NUMBER;
        return type.word()
                + "("
                + String.join(", ", arguments.subList(0, all ? arguments.size() : last))
                + ")";
    }

    /**
     * The reason why no value of another declared type can be of this type; empty if some values
     * can, which are then checked one by one.
     */
    public Optional<String> conflict(DeclaredType source) {
        if (source.type != type) {
            return Optional.of(source.toSql() + " is not " + toSql());
        }
        for (Parameter parameter : type.parameters()) {
            String mine = parameters.get(parameter.attribute());
            String theirs = source.parameters.get(parameter.attribute());
            if (mine != null && theirs != null && !compatible(parameter, mine, theirs)) {
                return Optional.of(
                        "a %s cannot be a %s: their %s differ"
                                .formatted(source.toSql(), toSql(), parameter.attribute()));
            }
        }
        return Optional.empty();
    }

    /**
     * The reason why a value is not of this type; empty if it is, or if the attribute is unknown.
     */
    public Optional<String> mismatch(MediaValue value) {
        if (value.type() != type) {
            return Optional.of(value.type() + " is not " + toSql());
        }
        for (Parameter parameter : type.parameters()) {
            String declared = parameters.get(parameter.attribute());
            Object actual = attribute(type, value, parameter.attribute());
            if (declared == null || actual == null) {
                continue;
            }
            String text = text(actual);
            if (!compatible(parameter, declared, text)) {
                return Optional.of(
                        "the %s of %s is %s, %s wants %s"
                                .formatted(parameter.attribute(), value, text, toSql(), declared));
            }
        }
        return Optional.empty();
    }

    private static <T extends MediaValue> Object attribute(
            MultimodalType<T> type, MediaValue value, String attribute) {
        return type.attribute(type.valueClass().cast(value), type.indexOf(attribute));
    }

    private static String text(Object actual) {
        if (actual instanceof Object[] lengths) {
            StringJoiner text = new StringJoiner(",");
            Arrays.stream(lengths).forEach(length -> text.add(length.toString()));
            return text.toString();
        }
        return actual.toString();
    }

    private static boolean compatible(Parameter parameter, String one, String other) {
        if (parameter.form() != Form.DIMENSIONS) {
            return one.equals(other);
        }
        String[] a = one.split(",", -1);
        String[] b = other.split(",", -1);
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!a[i].equals(b[i]) && !a[i].equals(FREE) && !b[i].equals(FREE)) {
                return false;
            }
        }
        return true;
    }

    /** As SQL writes it. */
    @Override
    public String toString() {
        return toSql();
    }
}
