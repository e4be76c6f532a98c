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
