// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;

class MediaTableFactoryTest {
    @Test
    void readsAColumnOfEachTypeOfMedia() {
        for (DataType type :
                List.of(
                        MultimodalTypes.image(),
                        MultimodalTypes.audio(),
                        MultimodalTypes.video(),
                        MultimodalTypes.file())) {
            assertThat(source(Column.physical("medium", type)))
                    .isInstanceOf(MediaTableSource.class);
            assertThat(source(Column.physical("medium", type.notNull())))
                    .isInstanceOf(MediaTableSource.class);
        }
    }

    @Test
    void saysTheTypesOfTheColumnsAsSqlSpellsThem() {
        refuses("(img IMAGE('RGB', 224, 224))", column(MultimodalTypes.image("RGB", 224, 224)));
        refuses(
                "(img TENSOR('float32', 3, -1))",
                column(MultimodalTypes.tensor(DType.FLOAT32, 3, -1)));
        refuses(
                "(img IMAGE, snd AUDIO, note STRING)",
                column(MultimodalTypes.image()),
                Column.physical("snd", MultimodalTypes.audio()),
                Column.physical("note", DataTypes.STRING()));
        refuses("()");
    }

    private static Column column(DataType type) {
        return Column.physical("img", type);
    }

    private static void refuses(String observed, Column... columns) {
        assertThatThrownBy(() -> source(columns))
                .rootCause()
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("one column of type IMAGE, AUDIO, VIDEO, TENSOR or FILE")
                .hasMessageContaining("[name, uri, size, modified, etag, content_type]")
                .hasMessageEndingWith("the other columns of c.d.photos are " + observed);
    }

    private static DynamicTableSource source(Column... columns) {
        ResolvedSchema schema = ResolvedSchema.of(columns);
        CatalogTable table =
                CatalogTable.newBuilder()
                        .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
                        .options(Map.of("connector", "media", "path", "file:///photos"))
                        .build();
        return FactoryUtil.createDynamicTableSource(
                null,
                ObjectIdentifier.of("c", "d", "photos"),
                new ResolvedCatalogTable(table, schema),
                Map.of(),
                new Configuration(),
                MediaTableFactoryTest.class.getClassLoader(),
                false);
    }
}
