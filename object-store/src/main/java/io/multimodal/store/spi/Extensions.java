// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spi;

import io.multimodal.annotation.Public;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the implementations of a service: those beside the service's own class, then those that the
 * current thread's context class loader adds. In a Flink task the latter is the job's class loader,
 * so an extension may lie in {@code lib/} or in the jar of a job. Thread-safe.
 *
 * <p>Nothing here keeps a job's class loader alive. A caller that keeps an extension for longer
 * than the job must let go of it when the job ends.
 */
@Public
public final class Extensions {
    /** By context class loader; the lists are held weakly, since their elements hold the loader. */
    private static final Map<ClassLoader, Map<Class<?>, Known>> KNOWN = new WeakHashMap<>();

    /**
     * @param jars how many jars the class loader had: Flink's grows with ADD JAR
     */
    private record Known(int jars, WeakReference<List<?>> list) {}

    private Extensions() {}

    /**
     * The implementations in a fixed order, ours first. One that cannot be loaded is left out and
     * logged, so that a broken jar does not disable the others.
     *
     * @param service an interface whose implementations are named in {@code META-INF/services};
     *     each has a public constructor without parameters
     * @return one instance of each implementation; unmodifiable, perhaps the list of an earlier
     *     call. Ask again in each job: another class loader sees other implementations
     */
    public static <T> List<T> of(Class<T> service) {
        ClassLoader own = service.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader of = context == null ? own : context;
        synchronized (KNOWN) {
            Map<Class<?>, Known> byService = KNOWN.computeIfAbsent(of, loader -> new HashMap<>());
            int jars = of instanceof URLClassLoader urls ? urls.getURLs().length : 0;
            Known known = byService.get(service);
            List<?> list = known == null || known.jars != jars ? null : known.list.get();
            if (list == null) {
                list = load(service, own, of);
                byService.put(service, new Known(jars, new WeakReference<>(list)));
            }
            @SuppressWarnings("unchecked")
            List<T> typed = (List<T>) list;
            return typed;
        }
    }

    private static <T> List<T> load(Class<T> service, ClassLoader own, ClassLoader context) {
        List<T> found = new ArrayList<>();
        add(service, own, found);
        if (context != own) {
            add(service, context, found);
        }
        return List.copyOf(found);
    }

    private static <T> void add(Class<T> service, ClassLoader loader, List<T> found) {
        var candidates = ServiceLoader.load(service, loader).stream().iterator();
        boolean more = true;
        while (more) {
            try {
                more = candidates.hasNext();
                if (more) {
                    ServiceLoader.Provider<T> candidate = candidates.next();
                    boolean isNew = found.stream().noneMatch(each -> isOf(candidate.type(), each));
                    if (isNew) {
                        found.add(candidate.get());
                    }
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                logger().warn(
                                "An implementation of {} cannot be loaded and is left out: {}",
                                service.getName(),
                                e.getMessage(),
                                e);
            }
        }
    }

    /** By name: a class loader that asks its parent last has a class of its own of the same jar. */
    private static boolean isOf(Class<?> type, Object each) {
        return type.getName().equals(each.getClass().getName());
    }

    /** Made when there is something to say: starting the log takes longer than opening a store. */
    private static Logger logger() {
        return LoggerFactory.getLogger(Extensions.class);
    }
}
