// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.config.Limits;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.failure.OnError;
import java.io.IOException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class MappedRowsTest {
    private static final InlineRef REF = new InlineRef(new byte[] {1, 2, 3});

    @Test
    void aTextComesBackAsTheReferenceItWasWrittenFrom() throws Exception {
        MappedRows written = rows(Texts.WRITTEN, OnError.FAIL, false);
        GenericRowData image = new GenericRowData(ImageType.TYPE.attributes().size());
        image.setField(0, REF.toBytes());
        GenericRowData row = GenericRowData.ofKind(RowKind.DELETE, 7, image);

        RowData text = written.of(row);
        assertThat(text)
                .isEqualTo(
                        GenericRowData.ofKind(
                                RowKind.DELETE, 7, StringData.fromString(REF.toText())));
        assertThat(rows(Texts.READ, OnError.FAIL, false).of(text)).isEqualTo(row);
        assertThat(written.of(null)).isNull();
    }

    @Test
    void onErrorDecidesWhatBecomesOfATextThatIsNoReference() throws Exception {
        GenericRowData row = GenericRowData.of(7, StringData.fromString("cas:9:nonsense"));
        assertThatThrownBy(() -> rows(Texts.READ, OnError.FAIL, false).of(row))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("the format multimodal failed for cas:9:nonsense")
                .hasMessageContaining("'multimodal.on-error'");
        assertThat(rows(Texts.READ, OnError.NULL, false).of(row))
                .isEqualTo(GenericRowData.of(7, null));
        assertThatThrownBy(() -> rows(Texts.READ, OnError.NULL, true).of(row))
                .isInstanceOf(MediaException.class);
    }

    @Test
    void aMediumWithoutAReferenceIsRefusedBeforeItIsWritten() {
        GenericRowData row =
                GenericRowData.of(7, new GenericRowData(ImageType.TYPE.attributes().size()));
        assertThatThrownBy(() -> rows(Texts.WRITTEN, OnError.FAIL, false).of(row))
                .hasMessageContaining("its attribute object is NULL");
    }

    private static MappedRows rows(Texts texts, OnError onError, boolean required)
            throws IOException {
        DataType image = MultimodalTypes.image();
        DataType media = ROW(FIELD("id", INT()), FIELD("img", required ? image.notNull() : image));
        RowType declared = (RowType) media.getLogicalType();
        RowType given =
                texts == Texts.READ
                        ? (RowType) ReferenceForm.TEXT.outside(media).getLogicalType()
                        : declared;
        MappedRows rows =
                new MappedRows(
                        given,
                        new int[] {0, 1},
                        declared,
                        texts,
                        new MultimodalConfig(
                                StoreConfig.of("file:///nowhere"),
                                Limits.DEFAULT,
                                onError,
                                "job",
                                Long.MAX_VALUE));
        rows.open(null, "");
        return rows;
    }
}
