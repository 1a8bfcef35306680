// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.codec;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.CatalogPropertiesUtil;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.expressions.DefaultSqlFactory;

/** Models as properties. */
public final class ModelCodec {
    private static final String INPUT = "input-schema";
    private static final String OUTPUT = "output-schema";

    private ModelCodec() {}

    /** The properties of a model. */
    public static Map<String, String> write(ResolvedCatalogModel model) {
        Map<String, String> properties =
                new HashMap<>(
                        CatalogPropertiesUtil.serializeResolvedCatalogModel(
                                model, DefaultSqlFactory.INSTANCE));
        SchemaTypes.write(properties, INPUT, model.getResolvedInputSchema());
        SchemaTypes.write(properties, OUTPUT, model.getResolvedOutputSchema());
        return properties;
    }

    /**
     * The model.
     *
     * @param classes finds the classes of structured types
     */
    public static CatalogModel read(Map<String, String> properties, ClassLoader classes) {
        CatalogModel model =
                CatalogPropertiesUtil.deserializeCatalogModel(SchemaTypes.readable(properties));
        return CatalogModel.of(
                SchemaTypes.read(properties, INPUT, model.getInputSchema(), classes),
                SchemaTypes.read(properties, OUTPUT, model.getOutputSchema(), classes),
                model.getOptions(),
                model.getComment());
    }
}
