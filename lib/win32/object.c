// SPDX-License-Identifier: LGPL-2.1-or-later
#include "win32/cancel.h"
#include "win32/object.h"
#include "win32/share.h"

void rasx_object_init(struct rasx_object *object,
		      const struct rasx_object_ops *ops)
{
	object->ops = ops;
	atomic_init(&object->refs, 1);
	object->handles = 0;
	object->name = NULL;
	object->share = NULL;
	object->own_here = (struct rasx_presence){ 0 };
	object->here = &object->own_here;
	object->own_pulses = 0;
	object->pulses = &object->own_pulses;
}

void rasx_object_set_share(struct rasx_object *object, struct rasx_share *share)
{
	object->share = share;
	object->here = rasx_share_here(share);
	object->pulses = rasx_share_pulses(share);
}

void rasx_object_free(struct rasx_object *object)
{
	RASX_UNCANCELLED;
	struct rasx_share *share = object->share;

	/* Nobody is told of the descriptor any more, then it goes. */
	if (share)
		rasx_share_withdraw(share);
	object->ops->free(object);
	if (share)
		rasx_share_free(share);
}

unsigned int rasx_object_sleepers(struct rasx_object *object)
{
	if (object->share)
		return rasx_share_sleepers(object->share);
	return atomic_load(&object->here->sleepers);
}

void rasx_object_pulse(struct rasx_object *object)
{
	if (object->share) {
		rasx_share_pulse(object->share);
		return;
	}
	++*object->pulses;
	object->here->pulse_owed += object->here->unpulsed;
	object->here->unpulsed = 0;
}
