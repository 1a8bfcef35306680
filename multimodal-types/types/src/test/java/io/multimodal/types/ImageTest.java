// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ImageTest {
    private static final StoredRef REF =
            new StoredRef(1, ContentId.hash("photo"), 1 << 20, Optional.empty());
    private static final Image PHOTO = Image.of(REF, "image/jpeg", 1L << 20, 4032, 3024, "RGB");

    @Test
    void isEqualToAnotherWithTheSameReferenceWhateverIsKnownOfIt() {
        assertThat(Image.of(REF)).isEqualTo(PHOTO).hasSameHashCodeAs(PHOTO);
    }

    @Test
    void givesItsReferenceBack() throws InvalidReferenceException {
        assertThat(PHOTO.reference()).isEqualTo(REF);
    }

    @Test
    void cannotBeChangedThroughTheArrayThatItWasMadeFrom() {
        byte[] bytes = REF.toBytes();
        Image image = new Image(bytes, null, null, null, null, null);
        bytes[10] ^= 1;
        image.object()[11] ^= 1;
        assertThat(image).isEqualTo(PHOTO);
    }

    @Test
    void refusesBytesThatAreNoReferenceWhereTheReferenceIsUsed() {
        Image broken = new Image(new byte[] {99, 1}, null, null, null, null, null);
        assertThatThrownBy(broken::reference).isInstanceOf(InvalidReferenceException.class);
        assertThat(broken.toString()).contains("no reference");
    }

    @Test
    void refusesANegativeSizeAndAMissingReferenceInOneSentence() {
        assertThatThrownBy(() -> Image.of(REF, null, null, -1, 5, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("width", "-1", "NULL");
        assertThatThrownBy(() -> new Image(null, null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NULL");
    }

    @Test
    void tellsItsAttributesInItsText() {
        assertThat(PHOTO.toString())
                .startsWith("IMAGE[cas:1:")
                .endsWith(
                        "content_type=image/jpeg, size=1048576, width=4032, height=3024, mode=RGB]");
    }

    @Test
    void goesToFlinksRowAndBackAndKeepsEveryAttribute() {
        for (Image image : new Image[] {PHOTO, Image.of(REF)}) {
            Image back = ImageType.TYPE.fromRowData(ImageType.TYPE.toRowData(image));
            assertThat(back.toString()).isEqualTo(image.toString());
        }
        assertThat(ImageType.TYPE.toRowData(null)).isNull();
        assertThat(ImageType.TYPE.fromRowData(null)).isNull();
    }

    @Test
    void isConvertedByFlinkTheWayWeConvertIt() {
        DataStructureConverter<Object, Object> flink =
                DataStructureConverters.getConverter(ImageType.TYPE.dataType());
        flink.open(ImageTest.class.getClassLoader());
        RowData row = (RowData) flink.toInternal(PHOTO);
        assertThat(ImageType.TYPE.fromRowData(row).toString()).isEqualTo(PHOTO.toString());
        assertThat(flink.toExternal(ImageType.TYPE.toRowData(PHOTO)).toString())
                .isEqualTo(PHOTO.toString());
    }

    @Test
    void knowsWhereItsAttributesAre() {
        assertThat(ImageType.TYPE.attributes().stream().map(Attribute::name))
                .containsExactly("object", "content_type", "size", "width", "height", "mode");
        assertThat(ImageType.TYPE.indexOf("content_type")).isEqualTo(ImageType.CONTENT_TYPE);
        assertThat(ImageType.TYPE.indexOf("mode")).isEqualTo(ImageType.MODE);
        assertThatThrownBy(() -> ImageType.TYPE.indexOf("depth"))
                .hasMessageContainingAll("depth", "width, height, mode");
    }

    @Test
    void takesAtMost144BytesAsARowOfFlinkSql() {
        RowType row = RowType.of(new LogicalType[] {ImageType.TYPE.logicalType()});
        GenericRowData generic = GenericRowData.of(ImageType.TYPE.toRowData(PHOTO));
        int bytes = new RowDataSerializer(row).toBinaryRow(generic).getSizeInBytes();
        assertThat(bytes).isLessThanOrEqualTo(144);
    }
}
