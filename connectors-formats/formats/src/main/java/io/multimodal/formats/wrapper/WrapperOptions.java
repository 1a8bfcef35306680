// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of the format {@code multimodal}, without the prefix {@code multimodal.}. */
public final class WrapperOptions {
    /** The word in {@code 'format' = '…'}. */
    static final String IDENTIFIER = "multimodal";

    /** The format that rows are written in. */
    public static final ConfigOption<String> FORMAT =
            ConfigOptions.key("format")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The format that rows are written in and read from, such as json. Its own options follow its name: 'multimodal.json.ignore-parse-errors'.");

    /** What a medium is in the rows of that format. */
    public static final ConfigOption<ReferenceForm> REFERENCE =
            ConfigOptions.key("reference")
                    .enumType(ReferenceForm.class)
                    .defaultValue(ReferenceForm.STRUCT)
                    .withDescription(
                            "What a medium is in those rows: struct, a ROW of its attributes; text, its reference as OBJECT_URI returns it; huggingface, a ROW of its bytes and a path, as the Python package datasets writes it; or link, the URI or path of its file. When it is read from a text, all attributes except object are NULL.");

    /** The folder of links that are paths. */
    public static final ConfigOption<String> LINKS_BASE =
            ConfigOptions.key("links.base")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The URI of the folder that links, and the paths of 'multimodal.reference' = 'huggingface', are relative to, such as s3://bucket/photos/. By default, they are relative to the folder of the file that holds them; in other connectors than filesystem, they are URIs.");

    /** Whether media stay where links lead. */
    public static final ConfigOption<Boolean> LINKS_IN_PLACE =
            ConfigOptions.key("links.in-place")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether media of links and paths are references to the places that these name, instead of copies in the store. In both cases the places lie below a 'multimodal.external.<name>.prefix'.");

    private WrapperOptions() {}

    /** All that a table may set: those above and, behind its name, those of any format. */
    static Set<ConfigOption<?>> all() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>();
        options.add(FORMAT);
        options.add(REFERENCE);
        options.add(LINKS_BASE);
        options.add(LINKS_IN_PLACE);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (String format : InnerFormat.names(loader)) {
            options.add(ConfigOptions.key(format).mapType().noDefaultValue());
        }
        return options;
    }
}
