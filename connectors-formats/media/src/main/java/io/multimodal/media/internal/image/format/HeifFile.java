// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.iso.IsoBox;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items of a whole HEIC or AVIF: coded images, grids of them, their alpha. */
public final class HeifFile {
    private static final int FULL_BOX = 4;
    private static final int MAX_ITEMS = 4096;

    /**
     * A coded image.
     *
     * @param type {@code hvc1}, {@code av01}, {@code grid} or another
     * @param geometry what becomes of its pixels; null where its properties do not say its size
     * @param configuration of the decoder; empty where there is none
     * @param colours that the container says; null where it says none
     * @param profile of its colours (ICC); empty where there is none
     */
    public record Item(
            long id,
            String type,
            HeifGeometry geometry,
            Bytes configuration,
            HeifColours colours,
            Bytes profile,
            boolean isAlpha) {
        /** Of the coded pixels; null if unknown. */
        public ImageSize size() {
            return geometry == null ? null : geometry.coded();
        }
    }

    /** A part of the file. */
    record Bytes(long start, long end) {
        static final Bytes NONE = new Bytes(0, 0);
    }

    private final byte[] file;
    private final HeaderBytes bytes;
    private final IsoBox meta;
    private final Map<Long, String> types = new HashMap<>();
    private final Map<Long, List<Bytes>> extents = new HashMap<>();

    private HeifFile(byte[] file, HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        this.file = file;
        this.bytes = bytes;
        this.meta = HeifHeaderParser.meta(bytes);
        readTypes();
        readExtents();
    }

    public static HeifFile parse(byte[] file) throws IOException, HeaderBytes.OutOfReachException {
        return new HeifFile(file, HeaderBytes.of(file, file.length));
    }

    /** The items of a file of which only parts are at hand: without their content. */
    static HeifFile of(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        return new HeifFile(null, bytes);
    }

    /** Where the EXIF block lies; null where there is none. */
    ExifSpan exif() throws IOException, HeaderBytes.OutOfReachException {
        for (Map.Entry<Long, String> item : types.entrySet()) {
            List<Bytes> parts = extents.getOrDefault(item.getKey(), List.of());
            if (item.getValue().equals("Exif") && parts.size() == 1) {
                Bytes part = parts.get(0);
                // The item begins with how many bytes lie before the block.
                long start = part.start + 4 + bytes.u32(part.start, false);
                return ExifSpan.behindPrefix(bytes, start, part.end);
            }
        }
        return null;
    }

    public Item primary() throws IOException, HeaderBytes.OutOfReachException {
        return item(HeifHeaderParser.primary(bytes, meta));
    }

    public Item item(long id) throws IOException, HeaderBytes.OutOfReachException {
        IsoBox iprp = meta.child(bytes, FULL_BOX, "iprp");
        List<IsoBox> all = iprp.child(bytes, 0, "ipco").children(bytes, 0);
        Bytes configuration = Bytes.NONE;
        Bytes profile = Bytes.NONE;
        HeifColours colours = null;
        boolean alpha = false;
        List<IsoBox> properties = HeifHeaderParser.properties(bytes, iprp, all, id);
        for (IsoBox property : properties) {
            switch (property.name()) {
                case "colr" -> {
                    HeifColours said = HeifColours.of(bytes, property);
                    colours = said == null ? colours : said;
                    if (bytes.matches(property.start(), "prof")
                            || bytes.matches(property.start(), "rICC")) {
                        profile = new Bytes(property.start() + 4, property.end());
                    }
                }
                case "hvcC", "av1C" -> configuration = new Bytes(property.start(), property.end());
                case "auxC" -> alpha = HeifHeaderParser.isAlpha(bytes, property);
                default -> {}
            }
        }
        return new Item(
                id,
                types.getOrDefault(id, "none"),
                HeifHeaderParser.geometry(bytes, properties),
                configuration,
                colours,
                profile,
                alpha);
    }

    /** The coded bytes of an item. */
    public byte[] content(Item item) throws MediaException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Bytes extent : extents.getOrDefault(item.id, List.of())) {
            // First, since of a cut file the part is what is missing.
            byte[] part = content(extent);
            // Parts that overlap would be more than the file.
            if (content.size() + part.length > file.length) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "The HEIF's item %d has more bytes than the file, %d"
                                .formatted(item.id, file.length));
            }
            content.writeBytes(part);
        }
        if (content.size() == 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The HEIF's item %d has no bytes".formatted(item.id));
        }
        return content.toByteArray();
    }

    public byte[] content(Bytes part) throws MediaException {
        if (part.start < 0 || part.end < part.start || part.end > file.length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The HEIF keeps pixels in bytes %d to %d; it has %d"
                            .formatted(part.start, part.end, file.length));
        }
        return java.util.Arrays.copyOfRange(file, (int) part.start, (int) part.end);
    }

    /** The items that one refers to: the tiles of a grid ({@code dimg}). */
    public List<Long> referredBy(long id, String kind)
            throws IOException, HeaderBytes.OutOfReachException {
        List<Long> targets = new ArrayList<>();
        for (IsoBox reference : references(kind)) {
            if (from(reference) == id) {
                targets.addAll(targets(reference));
            }
        }
        return targets;
    }

    /** The items that refer to one: its alpha ({@code auxl}). */
    public List<Long> referringTo(long id, String kind)
            throws IOException, HeaderBytes.OutOfReachException {
        List<Long> sources = new ArrayList<>();
        for (IsoBox reference : references(kind)) {
            if (targets(reference).contains(id)) {
                sources.add(from(reference));
            }
        }
        return sources;
    }

    private List<IsoBox> references(String kind)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : meta.children(bytes, FULL_BOX)) {
            if (box.name().equals("iref")) {
                return box.children(bytes, FULL_BOX).stream()
                        .filter(reference -> reference.name().equals(kind))
                        .toList();
            }
        }
        return List.of();
    }

    private int referenceIdBytes() throws IOException, HeaderBytes.OutOfReachException {
        return bytes.u8(meta.child(bytes, FULL_BOX, "iref").start()) == 0 ? 2 : 4;
    }

    private long from(IsoBox reference) throws IOException, HeaderBytes.OutOfReachException {
        return number(reference.start(), referenceIdBytes());
    }

    private List<Long> targets(IsoBox reference)
            throws IOException, HeaderBytes.OutOfReachException {
        int idBytes = referenceIdBytes();
        int count = bytes.u16(reference.start() + idBytes, false);
        List<Long> targets = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MAX_ITEMS); i++) {
            targets.add(number(reference.start() + idBytes + 2 + (long) i * idBytes, idBytes));
        }
        return targets;
    }

    private void readTypes() throws IOException, HeaderBytes.OutOfReachException {
        IsoBox iinf = meta.child(bytes, FULL_BOX, "iinf");
        int skip = FULL_BOX + (bytes.u8(iinf.start()) == 0 ? 2 : 4);
        for (IsoBox infe : iinf.children(bytes, skip)) {
            int version = bytes.u8(infe.start());
            if (infe.name().equals("infe") && version >= 2) {
                int idBytes = version == 2 ? 2 : 4;
                long id = number(infe.start() + 4, idBytes);
                types.put(id, bytes.name(infe.start() + 4 + idBytes + 2));
            }
        }
    }

    private void readExtents() throws IOException, HeaderBytes.OutOfReachException {
        IsoBox iloc = meta.child(bytes, FULL_BOX, "iloc");
        int version = bytes.u8(iloc.start());
        int sizes = bytes.u16(iloc.start() + 4, false);
        int offsetBytes = sizes >> 12 & 15;
        int lengthBytes = sizes >> 8 & 15;
        int baseBytes = sizes >> 4 & 15;
        int indexBytes = version == 0 ? 0 : sizes & 15;
        int idBytes = version < 2 ? 2 : 4;
        long at = iloc.start() + 6;
        long count = Math.min(MAX_ITEMS, number(at, idBytes));
        at += idBytes;
        for (long i = 0; i < count; i++) {
            long id = number(at, idBytes);
            at += idBytes;
            int method = version == 0 ? 0 : bytes.u16(at, false) & 15;
            at += version == 0 ? 2 : 4;
            long base = number(at, baseBytes) + origin(method);
            at += baseBytes;
            int parts = bytes.u16(at, false);
            at += 2;
            List<Bytes> item = new ArrayList<>();
            for (int part = 0; part < Math.min(parts, MAX_ITEMS); part++) {
                at += indexBytes;
                long start = base + number(at, offsetBytes);
                at += offsetBytes;
                item.add(new Bytes(start, start + number(at, lengthBytes)));
                at += lengthBytes;
            }
            extents.put(id, item);
        }
    }

    /** Where offsets count from: the file, or the box that holds small items. */
    private long origin(int method) throws IOException, HeaderBytes.OutOfReachException {
        return switch (method) {
            case 0 -> 0;
            case 1 -> meta.child(bytes, FULL_BOX, "idat").start();
            default ->
                    throw new MediaException(
                            ErrorCode.UNSUPPORTED,
                            "The HEIF locates an item by method %d; 0 and 1 are read"
                                    .formatted(method));
        };
    }

    private long number(long at, int length) throws IOException, HeaderBytes.OutOfReachException {
        return switch (length) {
            case 0 -> 0;
            case 2 -> bytes.u16(at, false);
            case 4 -> bytes.u32(at, false);
            case 8 -> bytes.u64(at, false);
            default ->
                    throw new MediaException(
                            ErrorCode.CORRUPT,
                            "The HEIF has numbers of %d bytes; 0, 2, 4 and 8 are possible"
                                    .formatted(length));
        };
    }
}
