// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MediaTypeInfoFactory;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class TypeInfoTest {
    /** A class of a user's that holds media. */
    public static final class Post {
        public String author;
        public Image photo;

        @TypeInfo(ObjectRefTypeInfo.Factory.class)
        public ObjectRef original;
    }

    @Test
    void findsTheTypeInformationOfAnImageByItsAnnotation() {
        assertThat(TypeInformation.of(Image.class)).isEqualTo(MediaTypeInfo.forValues(Image.class));
    }

    @Test
    void makesAPojoWithMediaAPojo() {
        TypeInformation<Post> type = TypeInformation.of(Post.class);
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(((PojoTypeInfo<Post>) type).getTypeAt("photo"))
                .isEqualTo(MediaTypeInfo.forValues(Image.class));
        assertThat(((PojoTypeInfo<Post>) type).getTypeAt("original"))
                .isEqualTo(ObjectRefTypeInfo.INSTANCE);
    }

    @Test
    void tellsTheTableApiItsType() {
        assertThat(MediaTypeInfo.forValues(Image.class).getDataType())
                .isEqualTo(ImageType.TYPE.dataType());
    }

    @Test
    void survivesTheWayToATaskManager() throws Exception {
        MediaTypeInfo<Image> info = MediaTypeInfo.forValues(Image.class);
        assertThat(InstantiationUtil.clone(info)).isEqualTo(info);
        assertThat(InstantiationUtil.clone(ObjectRefTypeInfo.INSTANCE))
                .isEqualTo(ObjectRefTypeInfo.INSTANCE);
        assertThat(InstantiationUtil.clone(info.createSerializer(null)))
                .isEqualTo(new MediaSerializer<>(Image.class));
    }

    @Test
    void mayBeAKey() {
        assertThat(MediaTypeInfo.forValues(Image.class).isKeyType()).isTrue();
        assertThat(ObjectRefTypeInfo.INSTANCE.isKeyType()).isTrue();
    }

    @Test
    void failsByNameWhereTheSerializersAreAbsentInsteadOfFallingBackToKryo() throws Exception {
        try (URLClassLoader withoutServices = new WithoutServices()) {
            Class<?> factory = withoutServices.loadClass(MediaTypeInfoFactory.class.getName());
            Class<?> image = withoutServices.loadClass(Image.class.getName());
            Object made = factory.getConstructor().newInstance();
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(withoutServices);
            try {
                assertThatThrownBy(
                                () ->
                                        factory.getMethod("createTypeInfo", Type.class, Map.class)
                                                .invoke(made, image, Map.of()))
                        .rootCause()
                        .isInstanceOf(InvalidTypesException.class)
                        .hasMessageContaining("multimodal-serializers");
            } finally {
                Thread.currentThread().setContextClassLoader(context);
            }
        }
    }

    /**
     * Loads our types anew and sees no service files, as if the serializers' jar were not there.
     */
    private static final class WithoutServices extends URLClassLoader {
        WithoutServices() {
            super(new URL[] {location()}, TypeInfoTest.class.getClassLoader());
        }

        private static URL location() {
            return Image.class.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.multimodal.types.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    }
}
