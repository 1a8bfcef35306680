// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.media.modality.AudioModality;
import io.multimodal.media.modality.FileModality;
import io.multimodal.media.modality.ImageModality;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.modality.TensorModality;
import io.multimodal.media.modality.VideoModality;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** What the files of a folder are read as. */
@SuppressWarnings("ImmutableEnumChecker") // modalities have no state
public enum MediaKind {
    IMAGE(new ImageModality(), "*.{jpg,jpeg,jpe,png,webp,gif,bmp,tif,tiff,heic,heif,avif}"),
    AUDIO(new AudioModality(), "*.{wav,aiff,aif,flac,wv,ape,mp3,aac,m4a,amr,wma,ogg,oga,opus,mka}"),
    VIDEO(new VideoModality(), "*.{mp4,m4v,mov,mkv,webm,avi,ts,m2ts,ogv}"),
    TENSOR(new TensorModality(), "*.npy"),
    FILE(new FileModality(), "*");

    /** How many first bytes of a file are asked for at once. */
    static final int HEAD_BYTES = 64 << 10;

    private final Modality<?> modality;
    private final String usualNames;

    MediaKind(Modality<?> modality, String usualNames) {
        this.modality = modality;
        this.usualNames = usualNames;
    }

    /**
     * The kind of a column of this type, without parameters; empty if the type is not multimodal.
     */
    public static Optional<MediaKind> of(LogicalType column) {
        return Modalities.of(column)
                .flatMap(
                        modality ->
                                Arrays.stream(values())
                                        .filter(
                                                kind ->
                                                        kind.valueClass()
                                                                == modality.type().valueClass())
                                        .findFirst());
    }

    /**
     * The kind of values of this class.
     *
     * @throws IllegalArgumentException if it is not the class of a multimodal type
     */
    public static MediaKind of(Class<? extends MediaValue> valueClass) {
        return Arrays.stream(values())
                .filter(kind -> kind.valueClass() == valueClass)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Files are read as Image, Audio, Video, Tensor or MediaFile, not as "
                                                + valueClass.getSimpleName()));
    }

    private Class<? extends MediaValue> valueClass() {
        return modality.type().valueClass();
    }

    /** A glob of the names that such files usually have, in the formats found for this thread. */
    public String usualNames() {
        String more =
                this == IMAGE
                        ? ImageFormats.find().extensionSuffixes().stream()
                                .map(suffix -> "," + suffix)
                                .collect(Collectors.joining())
                        : "";
        return more.isEmpty()
                ? usualNames
                : usualNames.substring(0, usualNames.length() - 1) + more + "}";
    }

    /** Makes values of this kind. */
    Modality<?> modality() {
        return modality;
    }

    /** The value in Flink's internal form; null for null. */
    public RowData toRowData(MediaValue value) {
        return toRowData(modality.type(), value);
    }

    private static <T extends MediaValue> RowData toRowData(
            MultimodalType<T> type, MediaValue value) {
        return type.toRowData(type.valueClass().cast(value));
    }
}
