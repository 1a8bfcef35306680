// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.util.InstantiationUtil;

/**
 * The base of user-defined scalar functions that read the objects of their arguments. The options
 * of the session are resolved when the query is planned and serialized with the function, so that
 * it reads the job's stores on every task manager. Not thread-safe: each subtask has an instance of
 * its own.
 *
 * <pre>{@code
 * public static final class Brightness extends MediaScalarFunction {
 *     public Double eval(Image img) throws Exception {
 *         ImagePixels pixels = media().images().pixels(img.reference(), Layout.HWC, Channels.GREY);
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Flink calls {@code eval} in the task's thread; a null argument arrives as null. What {@code
 * eval} throws fails the job, whatever {@code multimodal.on-error} says. A subclass that overrides
 * {@link #open} or {@link #close} calls the method of this class, too.
 */
@Public
public abstract class MediaScalarFunction extends ScalarFunction implements SpecializedFunction {
    private static final long serialVersionUID = 1L;

    private MultimodalConfig config;
    private transient MediaRuntime media;

    /** For subclasses. */
    protected MediaScalarFunction() {}

    /**
     * A copy that reads the stores of the session.
     *
     * @throws ValidationException if an option of the session is wrong
     */
    @Override
    public final UserDefinedFunction specialize(SpecializedContext context) {
        return with(MultimodalOptions.resolve(context.getConfiguration()));
    }

    private MediaScalarFunction with(MultimodalConfig resolved) {
        try {
            MediaScalarFunction copy = InstantiationUtil.clone(this, getClass().getClassLoader());
            copy.config = resolved;
            return copy;
        } catch (IOException | ClassNotFoundException e) {
            throw new ValidationException(
                    "Cannot plan a call of "
                            + getClass().getName()
                            + ": its fields are not serializable; make those transient that open() sets",
                    e);
        }
    }

    /**
     * The stores and readers of this process, open until {@link #close}.
     *
     * @throws IllegalStateException if Flink has not opened the function
     */
    protected final MediaRuntime media() {
        if (media == null) {
            throw new IllegalStateException(
                    getClass().getName()
                            + " is not open; its open() has to call super.open(context)");
        }
        return media;
    }

    /** Returns false: the client may have no access to the stores. */
    @Override
    public final boolean supportsConstantFolding() {
        return false;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        super.open(context);
        if (config == null) {
            throw new ValidationException(
                    getClass().getName()
                            + " was not planned by the Table API; call it in SQL or in an expression");
        }
        media = MediaRuntime.acquire(config);
    }

    @Override
    public void close() throws Exception {
        MediaRuntime open = media;
        media = null;
        try {
            super.close();
        } finally {
            close(open);
        }
    }

    private static void close(MediaRuntime open) throws StoreException {
        if (open != null) {
            open.close();
        }
    }
}
