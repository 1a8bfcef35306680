// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.types.AudioType;
import io.multimodal.types.FileType;
import io.multimodal.types.ImageType;
import io.multimodal.types.Limits;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.VideoType;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;

/** What the files of a folder are read as. */
@SuppressWarnings("ImmutableEnumChecker") // types never change
enum MediaKind {
    IMAGE(ImageType.TYPE, "*.{jpg,jpeg,jpe,png,webp,gif,bmp,tif,tiff,heic,heif,avif}"),
    AUDIO(AudioType.TYPE, "*.{wav,flac,mp3,aac,m4a,ogg,oga,opus,mka}"),
    VIDEO(VideoType.TYPE, "*.{mp4,m4v,mov,mkv,webm,avi,ts,m2ts,ogv}"),
    FILE(FileType.TYPE, "*");

    private final MultimodalType<?> type;
    private final String usualNames;

    MediaKind(MultimodalType<?> type, String usualNames) {
        this.type = type;
        this.usualNames = usualNames;
    }

    /** The kind of a column of this type, without parameters; empty if it is none. */
    static Optional<MediaKind> of(LogicalType column) {
        return Arrays.stream(values()).filter(kind -> kind.is(column)).findFirst();
    }

    private boolean is(LogicalType column) {
        return column instanceof StructuredType structured
                && structured.copy(true).equals(type.logicalType())
                && structured
                        .getImplementationClass()
                        .filter(type.valueClass()::equals)
                        .isPresent();
    }

    /** A glob of the names that such files usually have. */
    String usualNames() {
        return usualNames;
    }

    MediaProbe probe(Limits limits) {
        return switch (this) {
            case IMAGE -> new PictureProbe(limits);
            case AUDIO -> new SoundProbe();
            case VIDEO -> new FilmProbe(limits);
            case FILE -> new AnyFileProbe();
        };
    }

    /** The value in Flink's internal form; null for null. */
    RowData toRowData(MediaValue value) {
        return toRowData(type, value);
    }

    private static <T extends MediaValue> RowData toRowData(
            MultimodalType<T> type, MediaValue value) {
        return type.toRowData(type.valueClass().cast(value));
    }
}
