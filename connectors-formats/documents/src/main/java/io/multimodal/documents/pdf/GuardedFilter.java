// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Stands before a filter of PDFBox, which expands a stream into memory without a limit: what it
 * writes is counted, also in encrypted files. The limit belongs to the thread that reads. Filters
 * of images, which no text is in, decode nothing unless {@link #decodeImages} is called, and then
 * none that is larger than the limits. Thread-safe.
 */
final class GuardedFilter extends Filter {
    private static final Set<String> OF_IMAGES =
            Set.of("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF");
    private static final Set<String> JPEG = Set.of("DCTDecode", "DCT");
    private static final Set<String> FAX = Set.of("CCITTFaxDecode", "CCF");
    private static final int FAX_COLUMNS = 1728;
    private static final ThreadLocal<Long> LIMIT = new ThreadLocal<>();
    private static final ThreadLocal<ImageCost> IMAGES = new ThreadLocal<>();
    private static final int MAX_COLORS = 32;
    private static final int MAX_BITS = 16;

    private final Filter guarded;
    private final String name;

    private GuardedFilter(Filter guarded, String name) {
        this.guarded = guarded;
        this.name = name;
    }

    /** Puts one before each filter of PDFBox, which has no place to name others. */
    static void install() {
        try {
            Field filters = FilterFactory.class.getDeclaredField("filters");
            filters.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<COSName, Filter> byName =
                    (Map<COSName, Filter>) filters.get(FilterFactory.INSTANCE);
            byName.replaceAll((name, filter) -> new GuardedFilter(filter, name.getName()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of PDFBox keeps its filters elsewhere", e);
        }
    }

    /** What this thread reads from now on: streams that expand to no more bytes than these. */
    static void limit(long bytes) {
        LIMIT.set(bytes);
    }

    /** From now on this thread decodes images that are not larger than these limits. */
    static void decodeImages(ImageCost limits) {
        IMAGES.set(limits);
    }

    static void noLimit() {
        LIMIT.remove();
        IMAGES.remove();
    }

    @Override
    public DecodeResult decode(InputStream in, OutputStream out, COSDictionary about, int index)
            throws IOException {
        return guarded.decode(checked(in, about, index), new Counted(out), about, index);
    }

    @Override
    public DecodeResult decode(
            InputStream in, OutputStream out, COSDictionary about, int index, DecodeOptions options)
            throws IOException {
        return guarded.decode(checked(in, about, index), new Counted(out), about, index, options);
    }

    @Override
    protected void encode(InputStream in, OutputStream out, COSDictionary about)
            throws IOException {
        guarded.encode(in, out, about, 0);
    }

    private InputStream checked(InputStream in, COSDictionary about, int index) throws IOException {
        COSDictionary settings = getDecodeParams(about, index);
        if (!OF_IMAGES.contains(name)) {
            checkRow(settings);
            return in;
        }
        ImageCost images = IMAGES.get();
        if (images == null) {
            throw new IOException("Images are not decoded for their text");
        } else if (JPEG.contains(name)) {
            byte[] jpeg = in.readAllBytes();
            images.checkJpeg(jpeg);
            return new ByteArrayInputStream(jpeg);
        } else if (FAX.contains(name)) {
            int rows =
                    Math.max(
                            about.getInt(COSName.HEIGHT, COSName.H, 0),
                            settings.getInt(COSName.ROWS, 0));
            images.checkPixels(settings.getInt(COSName.COLUMNS, FAX_COLUMNS), rows);
            return in;
        }
        throw new Deadline.Stopped(
                new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "An image on the page is encoded by %s, which is not read"
                                .formatted(name)));
    }

    /** A predictor takes memory for a row, whose length the file says. */
    private static void checkRow(COSDictionary settings) {
        long columns = settings.getInt(COSName.COLUMNS, 1);
        if (LIMIT.get() != null && columns * MAX_COLORS * MAX_BITS / Byte.SIZE > limit()) {
            throw tooLarge();
        }
    }

    private static long limit() {
        Long limit = LIMIT.get();
        return limit == null ? Long.MAX_VALUE : limit;
    }

    private static Deadline.Stopped tooLarge() {
        return new Deadline.Stopped(
                new MediaException(
                        ErrorCode.EXPANDS_TOO_MUCH,
                        "A stream in the document expands to more than the limit of %d bytes; 'multimodal.limits.bytes' and the heap decide how much it may"
                                .formatted(limit())));
    }

    private static final class Counted extends FilterOutputStream {
        private final long limit = limit();
        private long written;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            count(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            out.write(bytes, offset, length);
        }

        private void count(int bytes) {
            written += bytes;
            if (written > limit) {
                throw tooLarge();
            }
        }
    }
}
