// SPDX-License-Identifier: LGPL-2.1-or-later
#include "win32/object.h"

void rasx_object_init(struct rasx_object *object,
		      const struct rasx_object_ops *ops)
{
	object->ops = ops;
	atomic_init(&object->refs, 1);
	atomic_init(&object->sleepers, 0);
	object->handles = 0;
	object->name = NULL;
	object->pulses = 0;
	object->unpulsed = 0;
	object->pulse_owed = 0;
}

void rasx_object_get(struct rasx_object *object)
{
	atomic_fetch_add_explicit(&object->refs, 1, memory_order_relaxed);
}

void rasx_object_put(struct rasx_object *object)
{
	/* acq_rel: whoever frees sees what the others did before. */
	if (atomic_fetch_sub_explicit(&object->refs, 1,
				      memory_order_acq_rel) == 1)
		object->ops->free(object);
}

void rasx_object_sleep(struct rasx_object *object)
{
	atomic_fetch_add(&object->sleepers, 1);
}

void rasx_object_awake(struct rasx_object *object)
{
	atomic_fetch_sub(&object->sleepers, 1);
}
