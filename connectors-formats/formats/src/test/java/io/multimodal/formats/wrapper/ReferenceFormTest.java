// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.MULTISET;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.MultimodalTypes;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;

class ReferenceFormTest {
    private static final DataType ROWS =
            ROW(
                            FIELD("id", INT().notNull()),
                            FIELD("img", MultimodalTypes.image("RGB").notNull()),
                            FIELD("pages", ARRAY(MultimodalTypes.file())),
                            FIELD(
                                    "named",
                                    MAP(
                                            STRING().notNull(),
                                            ROW(FIELD("t", MultimodalTypes.tensor())))),
                            FIELD("bag", MULTISET(MultimodalTypes.file())))
                    .notNull();

    /** The ROW of docs/adopting.md, at any depth; nullability stays. */
    @Test
    void aStructHasTheAttributesOfItsType() {
        assertThat(ReferenceForm.STRUCT.outside(ROWS).getLogicalType().asSerializableString())
                .isEqualTo(
                        "ROW<`id` INT NOT NULL, `img` ROW<`object` VARBINARY(2147483647), `content_type` VARCHAR(2147483647), `size` BIGINT, `width` INT, `height` INT, `mode` VARCHAR(2147483647)> NOT NULL, "
                                + "`pages` ARRAY<ROW<`object` VARBINARY(2147483647), `content_type` VARCHAR(2147483647), `size` BIGINT>>, "
                                + "`named` MAP<VARCHAR(2147483647) NOT NULL, ROW<`t` ROW<`object` VARBINARY(2147483647), `dtype` VARCHAR(2147483647), `shape` ARRAY<BIGINT>>>>, "
                                + "`bag` MULTISET<ROW<`object` VARBINARY(2147483647), `content_type` VARCHAR(2147483647), `size` BIGINT>>> NOT NULL");
    }

    @Test
    void aTextIsAString() {
        assertThat(ReferenceForm.TEXT.outside(ROWS).getLogicalType().asSerializableString())
                .isEqualTo(
                        "ROW<`id` INT NOT NULL, `img` VARCHAR(2147483647) NOT NULL, `pages` ARRAY<VARCHAR(2147483647)>, `named` MAP<VARCHAR(2147483647) NOT NULL, ROW<`t` VARCHAR(2147483647)>>, `bag` MULTISET<VARCHAR(2147483647)>> NOT NULL");
    }
}
