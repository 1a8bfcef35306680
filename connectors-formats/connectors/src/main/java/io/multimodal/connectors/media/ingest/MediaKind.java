// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.types.AudioType;
import io.multimodal.types.FileType;
import io.multimodal.types.ImageType;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.VideoType;
import io.multimodal.types.config.Limits;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;

/** What the files of a folder are read as. */
@SuppressWarnings("ImmutableEnumChecker") // types never change
public enum MediaKind {
    IMAGE(ImageType.TYPE, "*.{jpg,jpeg,jpe,png,webp,gif,bmp,tif,tiff,heic,heif,avif}"),
    AUDIO(AudioType.TYPE, "*.{wav,aiff,aif,flac,wv,ape,mp3,aac,m4a,amr,wma,ogg,oga,opus,mka}"),
    VIDEO(VideoType.TYPE, "*.{mp4,m4v,mov,mkv,webm,avi,ts,m2ts,ogv}"),
    FILE(FileType.TYPE, "*");

    /** How many first bytes of a file are asked for at once. */
    static final int HEAD_BYTES = 64 << 10;

    private final MultimodalType<?> type;
    private final String usualNames;

    MediaKind(MultimodalType<?> type, String usualNames) {
        this.type = type;
        this.usualNames = usualNames;
    }

    /** The kind of a column of this type, without parameters; empty if it is none. */
    public static Optional<MediaKind> of(LogicalType column) {
        return Arrays.stream(values()).filter(kind -> kind.is(column)).findFirst();
    }

    /**
     * The kind of values of this class.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MediaKind of(Class<? extends MediaValue> valueClass) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.valueClass().equals(valueClass))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Files are read as Image, Audio, Video or MediaFile, not as "
                                                + valueClass.getSimpleName()));
    }

    private boolean is(LogicalType column) {
        return column instanceof StructuredType structured
                && structured.copy(true).equals(type.logicalType())
                && structured
                        .getImplementationClass()
                        .filter(type.valueClass()::equals)
                        .isPresent();
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

    /**
     * Tells what is in a file, as the functions that make values of this kind do, in the formats
     * found for this thread.
     */
    MediaProbe probe(Limits limits) {
        return switch (this) {
            case IMAGE -> {
                ImageProbe probe = new ImageProbe(limits);
                yield file -> {
                    ImageHeader header = probe.probe(file);
                    return ref -> header.of(ref, file.sizeBytes());
                };
            }
            case AUDIO -> {
                AudioProbe probe = new AudioProbe();
                yield file -> {
                    AudioHeader header = probe.probe(file);
                    return ref -> header.of(ref, file.sizeBytes());
                };
            }
            case VIDEO -> {
                VideoProbe probe = new VideoProbe(limits);
                yield file -> {
                    VideoHeader header = probe.probe(file);
                    return ref -> header.of(ref, file.sizeBytes());
                };
            }
            case FILE -> {
                ImageFormats formats = ImageFormats.find();
                yield file -> {
                    int head = (int) Math.min(ContentTypes.HEAD_BYTES, file.sizeBytes());
                    String contentType = ContentTypes.detect(file.read(0, head), formats);
                    return ref -> MediaFile.of(ref, contentType, file.sizeBytes());
                };
            }
        };
    }

    /** The value in Flink's internal form; null for null. */
    public RowData toRowData(MediaValue value) {
        return toRowData(type, value);
    }

    private static <T extends MediaValue> RowData toRowData(
            MultimodalType<T> type, MediaValue value) {
        return type.toRowData(type.valueClass().cast(value));
    }
}
