// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What cameras write into the heads of pictures. */
final class ExifBlock {
    private static final int MAX_CHARS = 1024;

    private ExifBlock() {}

    /**
     * Values by the names that EXIF gives to its tags, as {@code ExposureTime}; several numbers are
     * parted by blanks. Empty where there is no block, or none that can be read.
     *
     * @param head the first bytes of the picture
     */
    static Map<String, String> read(byte[] head) {
        Map<String, String> values = new TreeMap<>();
        try {
            for (Directory directory :
                    ImageMetadataReader.readMetadata(new ByteArrayInputStream(head), head.length)
                            .getDirectories()) {
                if (directory instanceof ExifDirectoryBase
                        && !(directory instanceof ExifThumbnailDirectory)) {
                    directory.getTags().forEach(tag -> put(directory, tag, values));
                }
            }
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            // What is broken, or lies beyond the head, says nothing; the library throws all sorts.
            return values;
        }
        return values;
    }

    private static void put(Directory directory, Tag tag, Map<String, String> values) {
        String value = directory.getString(tag.getTagType());
        if (tag.hasTagName() && value != null && value.length() <= MAX_CHARS) {
            values.put(tag.getTagName().replaceAll("[^A-Za-z0-9]", ""), value.strip());
        }
    }
}
