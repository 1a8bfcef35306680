// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.formats.coco.CocoFormatFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.FormatFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;

/**
 * The format that {@code multimodal} wraps, by the options of a table.
 *
 * @param table its name, for messages
 * @param name as in {@code 'multimodal.format' = '…'}
 * @param options those behind that name, without the prefix
 * @param factories all of that name
 */
record InnerFormat(
        String table, String name, Configuration options, List<FormatFactory> factories) {
    /**
     * @param options of the wrapper, without its prefix
     * @throws ValidationException if none is named, there is none of that name, or an option is
     *     neither the wrapper's nor that format's
     */
    static InnerFormat of(DynamicTableFactory.Context context, ReadableConfig options) {
        String table = context.getObjectIdentifier().asSummaryString();
        ClassLoader loader = context.getClassLoader();
        String name =
                options.getOptional(WrapperOptions.FORMAT)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "The format 'multimodal' of %s wraps another one; set 'multimodal.format' to one of %s"
                                                        .formatted(table, names(loader))));
        List<FormatFactory> factories =
                all(loader).filter(factory -> factory.factoryIdentifier().equals(name)).toList();
        if (factories.isEmpty()) {
            throw new ValidationException(
                    "The format 'multimodal' of %s cannot wrap '%s'; set 'multimodal.format' to one of %s, or add the jar of that format"
                            .formatted(table, name, names(loader)));
        }
        InnerFormat format =
                new InnerFormat(table, name, innerOptions(table, name, options), factories);
        format.refuseUnknownOptions();
        return format;
    }

    /** The names of all formats that can be wrapped, in order. */
    static Set<String> names(ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        all(loader).map(Factory::factoryIdentifier).forEach(names::add);
        return names;
    }

    private static Stream<FormatFactory> all(ClassLoader loader) {
        return ServiceLoader.load(Factory.class, loader).stream()
                .filter(factory -> FormatFactory.class.isAssignableFrom(factory.type()))
                .filter(factory -> !isOurs(factory.type()))
                .map(factory -> (FormatFactory) factory.get());
    }

    /** The wrapper itself, and formats that know media without it; that of COCO knows paths. */
    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.multimodal.formats.")
                && type != CocoFormatFactory.class;
    }

    private static Configuration innerOptions(String table, String name, ReadableConfig options) {
        Set<String> ours =
                Set.of(
                        WrapperOptions.FORMAT.key(),
                        WrapperOptions.REFERENCE.key(),
                        WrapperOptions.LINKS_BASE.key(),
                        WrapperOptions.LINKS_IN_PLACE.key());
        Map<String, String> inner = new TreeMap<>();
        options.toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(name + ".")) {
                                inner.put(key.substring(name.length() + 1), value);
                            } else if (!ours.contains(key)) {
                                throw new ValidationException(
                                        "The format 'multimodal' of %s has no option 'multimodal.%s'; it has 'multimodal.format', 'multimodal.reference' and, of the format that it wraps here, 'multimodal.%s.…'"
                                                .formatted(table, key, name));
                            }
                        });
        return Configuration.fromMap(inner);
    }

    /**
     * As Flink does for the same format without the wrapper. A format of files alone, such as
     * parquet, takes options that it does not list.
     */
    private void refuseUnknownOptions() {
        if (factories.stream().noneMatch(InnerFormat::isOfRows)) {
            return;
        }
        Set<String> known = new HashSet<>();
        for (FormatFactory factory : factories) {
            Stream.concat(factory.requiredOptions().stream(), factory.optionalOptions().stream())
                    .forEach(option -> addKeys(option, known));
        }
        FactoryUtil.validateUnconsumedKeys(name, options.keySet(), known);
    }

    private void addKeys(ConfigOption<?> option, Set<String> known) {
        known.add(option.key());
        option.fallbackKeys().forEach(key -> known.add(key.getKey()));
        options.keySet().stream()
                .filter(key -> key.startsWith(option.key() + "."))
                .forEach(known::add);
    }

    private static boolean isOfRows(FormatFactory factory) {
        return factory instanceof DeserializationFormatFactory
                || factory instanceof SerializationFormatFactory;
    }

    /** Its factory of a kind; empty if it is not one of that kind. */
    <F> Optional<F> as(Class<F> kind) {
        return factories.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** What is used in the place of a kind that there is not: refuses when it is used. */
    <I> RefusedFormat<I> refused(String use) {
        return new RefusedFormat<>(
                "The format 'multimodal' of %s cannot %s with '%s', which does not do it without the wrapper either"
                        .formatted(table, use, name));
    }
}
