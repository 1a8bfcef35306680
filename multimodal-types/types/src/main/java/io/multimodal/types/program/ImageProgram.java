// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be done with an image, step after step, as data: the lazy half of a derived reference.
 * Immutable and thread-safe; touches no object.
 *
 * <pre>{@code
 * ImageProgram program =
 *         ImageProgram.of(ref).then(new ImageOp.Crop(10, 20, 300, 48, 150), Optional.empty());
 * ObjectRef lines = program.applyTo(ref); // crop(10,20,300x48 @ 1.5°)
 * }</pre>
 *
 * <p>Programs are normalised, so that programs that say the same in these ways are the same bytes:
 * an upright crop is clipped to the image as far as its size is known, a crop of a crop is one crop
 * where both are upright, turns and mirrorings are added up, shrinking twice is shrinking once, how
 * the result is written is said at the end, and a step that changes nothing vanishes.
 */
@Public
public final class ImageProgram extends LazyProgram<ImageOp> {
    /** The most pixels of a side that a step may ask for. */
    public static final int MAX_SIDE = Normaliser.MAX_SIDE;

    /** No step: the image itself. */
    public static final ImageProgram EMPTY = new ImageProgram(List.of(), false);

    ImageProgram(List<ImageOp> ops, boolean nullOnError) {
        super(ops, nullOnError);
    }

    /**
     * The program of a reference: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are no program that this version reads
     */
    public static ImageProgram of(ObjectRef ref) throws MediaException {
        return ref instanceof DerivedRef derived ? decode(derived.program()) : EMPTY;
    }

    /**
     * The program with these bytes.
     *
     * @throws MediaException CORRUPT if they are not the bytes of a normalised program, REFUSED if
     *     they are of a newer version or too long
     */
    public static ImageProgram decode(byte[] bytes) throws MediaException {
        return ImageProgramCodec.decode(bytes);
    }

    @Override
    public byte[] encode() {
        return ImageProgramCodec.encode(this);
    }

    /** The time of the frame that the source, a video, is asked for; empty for an image. */
    public OptionalLong frameMicros() {
        return !ops().isEmpty() && ops().get(0) instanceof ImageOp.Frame frame
                ? OptionalLong.of(frame.micros())
                : OptionalLong.empty();
    }

    /** How the result is to be written; empty where nothing is said. */
    public Optional<ImageOp.Encode> encoding() {
        return !ops().isEmpty() && ops().get(ops().size() - 1) instanceof ImageOp.Encode encode
                ? Optional.of(encode)
                : Optional.empty();
    }

    /** What the last conversion makes of the pixels; empty where there is none. */
    public Optional<ColourMode> colour() {
        Optional<ColourMode> last = Optional.empty();
        for (ImageOp op : ops()) {
            last = op instanceof ImageOp.Convert convert ? Optional.of(convert.to()) : last;
        }
        return last;
    }

    /** Whether a step turns the image into grey, whatever it is called afterwards. */
    public boolean isGrey() {
        return ops().contains(new ImageOp.Convert(ColourMode.L));
    }

    /** The same steps with {@link #nullOnError()} set. */
    public ImageProgram orNull() {
        return new ImageProgram(ops(), true);
    }

    /** This program and one step more, for an image of unknown size. */
    public ImageProgram then(ImageOp op) throws MediaException {
        return then(op, Optional.empty());
    }

    /**
     * This program and one step more.
     *
     * @param op its coordinates are pixels of the image that this program gives
     * @param size of the image that this program gives, where it is known; with it crops are
     *     clipped and steps that change nothing vanish
     * @throws MediaException REFUSED if an argument is out of range, the box lies outside the image
     *     or there are too many steps
     */
    public ImageProgram then(ImageOp op, Optional<ImageSize> size) throws MediaException {
        Optional<ImageSize> current = size.isPresent() ? size : sizeAfter(Optional.empty());
        List<ImageOp> joined = Normaliser.append(ops(), op, current);
        return new ImageProgram(atMostMaxOps(joined, "image"), nullOnError());
    }

    /**
     * The size of the result.
     *
     * @param source of the image that the program is applied to, where it is known
     */
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> source) {
        List<Optional<ImageSize>> sizes = sizesAfterEach(source);
        return sizes.isEmpty() ? source : sizes.get(sizes.size() - 1);
    }

    /** The size after each step, in order; see {@link #sizeAfter}. */
    public List<Optional<ImageSize>> sizesAfterEach(Optional<ImageSize> source) {
        List<Optional<ImageSize>> sizes = new ArrayList<>();
        Optional<ImageSize> size = source;
        for (ImageOp op : ops()) {
            size = Normaliser.sizeAfter(op, size);
            sizes.add(size);
        }
        return sizes;
    }

    @Override
    String text(ImageOp op) {
        return ProgramText.of(op);
    }
}
