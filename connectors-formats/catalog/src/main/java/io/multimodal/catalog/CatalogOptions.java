// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;

/** The options of CREATE CATALOG. */
final class CatalogOptions {
    /** Where the catalog is kept. */
    static final ConfigOption<String> URI =
            key("uri")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where the catalog is kept: a folder such as file:///data/catalog, or a prefix of a bucket such as s3://bucket/catalog. It is made if it is not there.");

    /** The database of a new session. */
    static final ConfigOption<String> DEFAULT_DATABASE =
            key("default-database")
                    .stringType()
                    .defaultValue("default")
                    .withDescription("The current database after USE CATALOG.");

    /** What becomes of the files of models. */
    static final ConfigOption<ModelFilePolicy> MODEL_FILES =
            key("model-files")
                    .enumType(ModelFilePolicy.class)
                    .defaultValue(ModelFilePolicy.IN_PLACE)
                    .withDescription(
                            "What CREATE MODEL does with the file of an ONNX model: in-place keeps its path, pin keeps its digest, too, store puts it into the default store and keeps a reference.");

    private CatalogOptions() {}
}
