// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.BufferBoundsException;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.ExifTiffHandler;
import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What cameras write into the heads of images. */
public final class ExifBlock {
    private static final int MAX_CHARS = 1024;

    /** As much as a probe reads of an image. */
    private static final int MAX_VALUE_BYTES = 64 << 10;

    private ExifBlock() {}

    /**
     * Values by the names that EXIF gives to its tags, as {@code ExposureTime}; several numbers are
     * parted by blanks. Of a broken block, what is read of it before it breaks.
     */
    public static Map<String, String> read(ExifSpan span) {
        Metadata metadata = new Metadata();
        try {
            new TiffReader()
                    .processTiff(new SpanReader(span), new ExifTiffHandler(metadata, null, 0), 0);
        } catch (TiffProcessingException | IOException | RuntimeException e) {
            // What is broken, or out of reach, says nothing; the library throws all sorts.
            return values(metadata);
        }
        return values(metadata);
    }

    private static Map<String, String> values(Metadata metadata) {
        Map<String, String> values = new TreeMap<>();
        for (Directory directory : metadata.getDirectories()) {
            if (directory instanceof ExifDirectoryBase
                    && !(directory instanceof ExifThumbnailDirectory)) {
                directory.getTags().forEach(tag -> put(directory, tag, values));
            }
        }
        return values;
    }

    private static void put(Directory directory, Tag tag, Map<String, String> values) {
        String value = directory.getString(tag.getTagType());
        if (tag.hasTagName() && value != null && value.length() <= MAX_CHARS) {
            values.put(tag.getTagName().replaceAll("[^A-Za-z0-9]", ""), value.strip());
        }
    }

    /** The bytes of a span as the library reads them: no array is longer than the span. */
    private static final class SpanReader extends RandomAccessReader {
        private final ExifSpan span;
        private final long length;

        SpanReader(ExifSpan span) {
            this.span = span;
            this.length = Math.max(0, Math.min(span.end(), span.bytes().size()) - span.start());
        }

        @Override
        public int toUnshiftedOffset(int localOffset) {
            return localOffset;
        }

        @Override
        public byte getByte(int index) throws IOException {
            validateIndex(index, 1);
            try {
                return (byte) span.bytes().u8(span.start() + index);
            } catch (HeaderBytes.OutOfReachException e) {
                throw new BufferBoundsException("The value lies further back than is read");
            }
        }

        @Override
        public byte[] getBytes(int index, int count) throws IOException {
            validateIndex(index, count);
            if (count > MAX_VALUE_BYTES) {
                throw new BufferBoundsException("The value is longer than is read");
            }
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = getByte(index + i);
            }
            return bytes;
        }

        @Override
        protected void validateIndex(int index, int bytesRequested) throws IOException {
            if (!isValidIndex(index, bytesRequested)) {
                throw new BufferBoundsException(index, bytesRequested, length);
            }
        }

        @Override
        protected boolean isValidIndex(int index, int bytesRequested) {
            return index >= 0 && bytesRequested >= 0 && (long) index + bytesRequested <= length;
        }

        @Override
        public long getLength() {
            return length;
        }
    }
}
